using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using Microsoft.Playwright;

namespace IncidentSync.Simulator.Tests.Pages;

[Collection(typeof(PageCollection))]
public class DefenderPageTests(BrowserFixture browser)
{
    private DefenderPortal Portal => browser.World.Defender();

    [Fact]
    public async Task An_edit_reaches_the_world_with_the_persons_name()
    {
        var incident = Portal.Create();
        await using var page = await browser.OpenAsync("defender", incident.Id);
        await page.SignIn("bob@contoso.com");
        await page.Choose("Status", "In progress");
        await page.Choose("Classification", "True positive - phishing");
        await page.Choose("Assign to", "Someone else…");
        await page.Field("Someone else").FillAsync("soc-tier2");
        await page.Field("New tag").FillAsync("vip");
        await page.Field("New tag").PressAsync("Enter");
        await page.Click("Save");
        await page.See(page.Pane.GetByRole(AriaRole.Status), "Saved");
        var edited = Portal.Find(incident.Id)!;
        (edited.Status, edited.AssignedTo).ShouldBe(("inProgress", "soc-tier2"));
        (edited.Classification, edited.Determination).ShouldBe(("truePositive", "phishing"));
        edited.CustomTags.ShouldBe(["vip"]);
        edited.LastModifiedBy.ShouldBe("bob@contoso.com");
    }

    [Fact]
    public async Task A_change_made_elsewhere_appears_at_once_and_leaves_what_is_being_typed()
    {
        var incident = Portal.Create();
        await using var page = await browser.OpenAsync("defender", incident.Id);
        await page.Field("New comment").FillAsync("half a sent");
        await page.Field("Incident name").FillAsync("Half a title");
        Portal.Edit(incident.Id, Actor.App("IncidentSync"), known => known with { Status = "resolved", DisplayName = "Renamed" });
        await page.See(page.Row("Renamed"), "Resolved");
        await page.See(page.Row("Renamed"), "API-App:IncidentSync");
        await page.SeeValue("Status", "resolved");
        await page.SeeValue("New comment", "half a sent");
        await page.SeeValue("Incident name", "Half a title");
        await page.See(page.Pane, "Changed elsewhere to Renamed");
    }

    [Fact]
    public async Task Script_and_turned_text_in_a_title_are_only_text()
    {
        const string title = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> \u202Egpj.exe\u200B 🦠";
        var incident = Portal.Create(made => made with { DisplayName = title, Description = title });
        Portal.Comment(incident.Id, Actor.Person("alice@contoso.com"), title);
        await using var page = await browser.OpenAsync("defender", incident.Id);
        (await page.Pane.Locator("h2 bdi").TextContentAsync()).ShouldBe(title);
        await page.SeeValue("Incident name", title);
        (await page.Browser.Locator("img, main script, aside script").CountAsync()).ShouldBe(0);
        (await page.Browser.TitleAsync()).ShouldStartWith("Incidents");
    }

    [Fact]
    public async Task Two_ticked_incidents_are_merged_and_the_one_that_went_away_is_hidden()
    {
        Portal.MergeIntoNewerShare = 0;
        var stays = Portal.Create(made => made with { DisplayName = "Stays here" });
        var goes = Portal.Create(made => made with { DisplayName = "Goes away" });
        await using var page = await browser.OpenAsync("defender");
        await page.Row("Stays here").GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Row("Goes away").GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Click("Merge incidents (2)");
        await page.Click("Merge");
        await page.See(page.Pane.Locator("h2"), "Stays here");
        await page.Row("Goes away").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Portal.Find(goes.Id)!.RedirectIncidentId.ShouldBe(stays.Id);
        Portal.Find(goes.Id)!.LastModifiedBy.ShouldBe("alice@contoso.com");
        await page.Browser.GetByLabel("Show redirected").CheckAsync();
        await page.See(page.Row("Goes away"), $"Merged into {stays.Id}");
    }

    [Fact]
    public async Task A_merge_that_Defender_refuses_is_explained()
    {
        Portal.Create(made => made with { DisplayName = "Alices case", AssignedTo = "alice@contoso.com" });
        Portal.Create(made => made with { DisplayName = "Bobs case", AssignedTo = "bob@contoso.com" });
        await using var page = await browser.OpenAsync("defender");
        await page.Row("Alices case").GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Row("Bobs case").GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Click("Merge incidents (2)");
        await page.Click("Merge");
        await page.See(page.Browser.GetByRole(AriaRole.Dialog), "Incidents with different assignees cannot be merged.");
    }
}
