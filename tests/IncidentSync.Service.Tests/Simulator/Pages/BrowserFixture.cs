using Microsoft.Playwright;

namespace IncidentSync.Service.Tests.Simulator.Pages;

/// <summary>A simulator and a headless Chromium. This browser does not ask who signed the simulator's certificate; nothing else does so.</summary>
public sealed class BrowserFixture : SimulatorFixture, IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright? playwright;
    private IBrowser? browser;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        File.Exists(Chromium).ShouldBeTrue("The page tests need a browser: apt-get install chromium.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--headless", "--disable-gpu"],
        });
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await browser!.DisposeAsync();
        playwright!.Dispose();
        await DisposeAsync();
    }

    /// <summary>A new browser profile on one of the pages, perhaps with an incident open.</summary>
    internal async Task<PortalPage> OpenAsync(string portal, string? incident = null)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            IgnoreHTTPSErrors = true,
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(10_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(Host.Authority, $"portal/{portal}{(incident is null ? "" : $"?incident={incident}")}").AbsoluteUri);
        if (incident is not null)
            await page.Locator("#pane h2 bdi").WaitForAsync();
        return new PortalPage(context, page);
    }
}
