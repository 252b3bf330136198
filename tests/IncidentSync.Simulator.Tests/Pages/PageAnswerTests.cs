using System.Net;
using System.Net.Http.Json;

namespace IncidentSync.Simulator.Tests.Pages;

[Collection(typeof(PageCollection))]
public class PageAnswerTests(BrowserFixture browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("portal")]
    [InlineData("portal/defender")]
    [InlineData("portal/sentinel")]
    [InlineData("portal/tables")]
    public async Task A_page_may_run_and_load_nothing_but_its_own_files(string path)
    {
        using var answer = await browser.Http.GetAsync(new Uri(browser.Host.Authority, path), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("http");
    }

    [Fact]
    public async Task An_edit_is_taken_only_as_JSON_and_only_from_a_person_of_the_tenant()
    {
        var incident = browser.World.Defender().Create();
        var edit = new Uri(browser.Host.Authority, $"portal/api/defender/contoso/incidents/{incident.Id}/comments");
        using var form = await browser.Http.PostAsync($"{edit}?by=alice@contoso.com", new StringContent("""{"comment":"x"}"""), Cancel);
        form.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var stranger = await browser.Http.PostAsJsonAsync($"{edit}?by=mallory@fabrikam.com", new { comment = "x" }, Cancel);
        stranger.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        browser.World.Defender().Find(incident.Id).ShouldBe(incident);
    }
}
