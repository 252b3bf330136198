using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using Microsoft.Playwright;

namespace IncidentSync.Simulator.Tests.Pages;

[Collection(typeof(PageCollection))]
public class SentinelPageTests(BrowserFixture browser)
{
    private SentinelPortal Portal => browser.World.Sentinel();

    [Fact]
    public async Task An_edit_and_a_comment_reach_the_world_with_the_persons_name()
    {
        var incident = Portal.Create();
        await using var page = await browser.OpenAsync("sentinel", incident.Name);
        await page.SignIn("carol@contoso.com");
        await page.Choose("Owner", "Bob Brandt (bob@contoso.com)");
        await page.Choose("Severity", "High");
        await page.Click("Apply");
        await page.Field("New comment").FillAsync("Looked at it.");
        await page.Click("Comment");
        await page.See(page.Pane.Locator(".comments"), "Looked at it.");
        var edited = Portal.Find(incident.Name)!;
        (edited.Owner.UserPrincipalName, edited.Severity).ShouldBe(("bob@contoso.com", "High"));
        edited.Comments.Single().Author.UserPrincipalName.ShouldBe("carol@contoso.com");
        var edits = browser.World.Edits.After().Where(edit => edit.IncidentId == incident.Name).Skip(1);
        edits.ShouldAllBe(edit => edit.Actor == Actor.Person("carol@contoso.com"));
    }

    [Fact]
    public async Task Closing_asks_for_a_classification_and_reopening_drops_it()
    {
        var incident = Portal.Create(made => made with { Title = "To be closed" });
        await using var page = await browser.OpenAsync("sentinel", incident.Name);
        await page.Choose("Status", "Closed");
        await page.Click("Apply");
        await page.See(page.Pane.GetByRole(AriaRole.Alert), "Not saved: status 'Closed' must have classification.");
        await page.Choose("Select classification", "False positive - inaccurate data");
        await page.Field("Comment").FillAsync("Test machine");
        await page.Click("Apply");
        await page.See(page.Row("To be closed"), "False positive");
        var closed = Portal.Find(incident.Name)!;
        (closed.Classification, closed.ClassificationReason).ShouldBe(("FalsePositive", "InaccurateData"));
        closed.ClassificationComment.ShouldBe("Test machine");
        await page.Choose("Status", "Active");
        await page.Click("Apply");
        await page.See(page.Row("To be closed"), "Not set");
        Portal.Find(incident.Name)!.Classification.ShouldBeNull();
    }

    [Fact]
    public async Task A_person_deletes_an_incident_and_it_leaves_the_queue()
    {
        var incident = Portal.Create(made => made with { Title = "To be deleted" });
        await using var page = await browser.OpenAsync("sentinel", incident.Name);
        await page.Row("To be deleted").WaitForAsync();
        await page.Click("Delete incident");
        await page.Click("Delete");
        await page.See(page.Pane.GetByRole(AriaRole.Alert), "This incident was deleted.");
        (await page.Row("To be deleted").CountAsync()).ShouldBe(0);
        Portal.Find(incident.Name).ShouldBeNull();
    }

    [Fact]
    public async Task What_came_from_Defender_is_not_deleted()
    {
        var incident = Portal.Create(made =>
            made with { Title = "Microsoft's own", ProviderIncidentUrl = "https://security.microsoft.com/" });
        await using var page = await browser.OpenAsync("sentinel", incident.Name);
        await page.Click("Delete incident");
        await page.Click("Delete");
        await page.See(
            page.Browser.GetByRole(AriaRole.Dialog), "Not deleted: An incident that came from Defender cannot be deleted in Sentinel.");
        Portal.Find(incident.Name).ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_workspace_is_a_choice_away_with_incidents_and_persons_of_its_own()
    {
        Portal.Create(incident => incident with { Title = "Of contoso" });
        browser.World.Sentinel("fabrikam-sentinel").Create(incident => incident with { Title = "Of fabrikam" });
        await using var page = await browser.OpenAsync("sentinel");
        await page.Row("Of contoso").WaitForAsync();
        await page.Browser.GetByLabel("Workspace").SelectOptionAsync("fabrikam-sentinel");
        await page.Row("Of fabrikam").WaitForAsync();
        (await page.Row("Of contoso").CountAsync()).ShouldBe(0);
        (await page.Browser.GetByLabel("Signed in as").InputValueAsync()).ShouldBe("dora@fabrikam.com");
    }

    [Fact]
    public async Task A_new_and_a_redirected_incident_appear_by_themselves()
    {
        await using var page = await browser.OpenAsync("sentinel");
        var made = Portal.Create(incident => incident with { Title = "Brand new", Labels = [new SentinelLabel("defender:7")] });
        await page.See(page.Row("Brand new"), "New");
        Portal.Edit(made.Name, Actor.App("IncidentSync"), incident => incident with
        {
            Status = "Closed",
            Classification = "Undetermined",
            Labels = incident.Labels.Add(new SentinelLabel("Redirected")),
        });
        await page.See(page.Row("Brand new").Locator(".merged-mark"), "Redirected");
        await page.See(page.Row("Brand new"), "IncidentSync");
    }
}
