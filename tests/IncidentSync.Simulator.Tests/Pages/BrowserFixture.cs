using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;
using Microsoft.Playwright;

namespace IncidentSync.Simulator.Tests.Pages;

/// <summary>A simulator of two tenants and a headless Chromium, which alone does not ask who signed the simulator's certificate.</summary>
public sealed class BrowserFixture : SimulatorFixture, IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private const float PatienceMilliseconds = 20_000;

    internal static readonly Tenant Fabrikam = new("fabrikam", Guid.NewGuid())
    {
        Persons = [new Person(Guid.NewGuid(), "dora@fabrikam.com", "Dora Dietz")],
    };

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        File.Exists(Chromium).ShouldBeTrue("The page tests need a browser: apt-get install chromium.");
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--headless", "--disable-gpu"],
        });
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
        await DisposeAsync();
    }

    internal override SimulatorOptions Shape(SimulatorOptions options) => options with
    {
        Tenants = [Contoso.Tenant, Fabrikam],
        Workspaces = [Contoso.Workspace, new Workspace(Fabrikam.Name, Guid.NewGuid(), "soc", "fabrikam-sentinel")],
    };

    /// <summary>A new browser profile on one of the pages, perhaps with an incident open.</summary>
    internal async Task<PortalPage> OpenAsync(string portal, string? incident = null)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            IgnoreHTTPSErrors = true,
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(Host.Authority, $"portal/{portal}{(incident is null ? "" : $"?incident={incident}")}").AbsoluteUri);
        if (incident is not null)
        {
            await page.Locator("#pane h2 bdi").WaitForAsync();
        }

        return new PortalPage(context, page);
    }
}
