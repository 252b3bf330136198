using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Simulator.Ingestion;
using Microsoft.Playwright;

namespace IncidentSync.Simulator.Tests.Pages;

[Collection(typeof(PageCollection))]
public class TablesPageTests : IDisposable
{
    private const string Stream = "Custom-DefenderAlerts";
    private readonly BrowserFixture _browser;
    private readonly WorkspaceLogs _logs;

    public TablesPageTests(BrowserFixture browser)
    {
        (_browser, _logs) = (browser, browser.World.Logs[0]);
        _logs.Delay = TimeSpan.Zero;
        _logs.Clear();
    }

    public void Dispose()
    {
        _logs.Clear();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Rows_stand_newest_first_and_appear_by_themselves()
    {
        Send("Older");
        await using var page = await _browser.OpenAsync("tables");
        await page.See(Row(page, 0), "Older");
        Send("Newer");
        await page.See(Row(page, 0), "Newer");
        await page.See(Row(page, 1), "Older");
        await page.See(page.Browser.Locator("#counts"), "2 rows in 2 calls, 2 shown by now; 2 events; dropped: Surprise");
    }

    [Fact]
    public async Task A_row_opens_to_all_of_its_columns_and_script_in_it_is_only_text()
    {
        const string title = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> \u202Egpj.exe";
        Send(title);
        await using var page = await _browser.OpenAsync("tables");
        await page.Click("Columns of row 1");
        await page.See(page.Browser.Locator("#rows dl"), "EventId");
        (await page.Browser.Locator("#rows dd").Filter(new LocatorFilterOptions { HasText = "gpj.exe" }).First.TextContentAsync())
            .ShouldBe(title);
        (await page.Browser.Locator("img, main script").CountAsync()).ShouldBe(0);
        (await page.Browser.TitleAsync()).ShouldStartWith("Tables");
    }

    [Fact]
    public async Task What_a_siem_was_given_is_shown_where_the_address_asks_for_it()
    {
        _browser.World.Siem.Take("Detections", "FullId", [new() { ["FullId"] = "da1:x", ["AlertTitle"] = "Pulled" }]);
        await using var page = await _browser.OpenAsync("tables?scope=A%20SIEM&table=Detections");
        await page.See(Row(page, 0), "Pulled");
        await page.See(page.Browser.Locator("#counts"), "1 rows in 1 calls, 1 shown by now; 1 events");
    }

    [Theory]
    [InlineData("defender", "Tables")]
    [InlineData("sentinel", "Logs")]
    [InlineData("", "Custom tables")]
    public async Task The_other_pages_lead_to_it(string from, string link)
    {
        await using var page = await _browser.OpenAsync(from);
        await page.Browser.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link }).ClickAsync();
        await page.See(page.Browser.Locator("h1"), "Custom tables");
    }

    private static ILocator Row(PortalPage page, int place) => page.Browser.Locator("#rows tbody tr").Nth(place);

    private void Send(string title)
    {
        StreamDeclaration stream = new([new LogColumn("EventId", ColumnType.String), new LogColumn("AlertTitle", ColumnType.String)]);
        var rule = new CollectionRule("dcr-page", "page")
        {
            StreamDeclarations = ImmutableDictionary<string, StreamDeclaration>.Empty.Add(Stream, stream),
        };
        _logs.Take(rule, Stream, JsonSerializer.SerializeToElement(
            new[] { new { EventId = title, AlertTitle = title, Surprise = 1 } }), "4711");
    }
}
