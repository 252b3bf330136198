using System.Net;
using System.Text.Json.Nodes;

namespace IncidentSync.Service.Tests.Admin;

[Collection<AdminCollection>]
public class LinkTests(AdminService service)
{
    [Theory]
    [InlineData("connection=quiet", 7)]
    [InlineData("connection=QUIET&state=live", 5)]
    [InlineData("connection=quiet&state=unpaired", 2)]
    [InlineData("connection=quiet&state=merged", 0)]
    [InlineData("connection=quiet&state=deleted", 0)]
    [InlineData("state=held", 2)]
    [InlineData("state=quarantined", 1)]
    [InlineData("defenderId=103", 1)]
    [InlineData("sentinelName=LONELY-incident", 1)]
    [InlineData("connection=contoso&defenderId=103", 0)]
    public async Task Links_are_found_by_connection_id_name_and_state(string query, int count) =>
        (await GetAsync($"links?{query}")).Items.Count().ShouldBe(count);

    [Fact]
    public async Task A_link_in_a_list_says_what_waits_and_what_failed()
    {
        var held = (await GetAsync($"links?state=held&defenderId={Seed.Held}")).Items.Single();
        held["held"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["owner", "title"]);
        held["state"]!.GetValue<string>().ShouldBe("live");
        (await GetAsync("links?state=quarantined")).Items.Single()["lastError"]!.GetValue<string>().ShouldBe("Sentinel is down");
    }

    [Theory]
    [InlineData("held")]
    [InlineData("unpaired")]
    public async Task An_incident_with_the_label_of_another_is_listed_as_a_duplicate_and_says_whose_label_it_has(string state)
    {
        var listed = (await GetAsync($"links?state={state}&sentinelName={Seed.Labelled}")).Items.Single();
        (listed["hold"]!.GetValue<string>(), listed["defenderId"]).ShouldBe(("duplicate", null));
        var link = (await GetAsync($"links/{listed["id"]}")).Json;
        $"{link["hold"]} {link["sentinel"]!["counterpart"]}".ShouldBe("duplicate 104");
    }

    [Fact]
    public async Task Pages_show_every_link_once_and_the_last_has_no_next()
    {
        var seen = new List<string>();
        for (var path = "/api/v1/links?connection=quiet&top=4"; path is not null;)
        {
            var page = await service.Client.GetAsync(path, service.Tokens.Read);
            seen.AddRange(page.Items.Select(link => link["id"]!.GetValue<string>()));
            path = page.Json["next"]?.GetValue<string>();
        }

        seen.Count.ShouldBe(7);
        seen.ShouldBeUnique();
    }

    [Fact]
    public async Task A_link_shows_snapshots_bases_holds_and_comments_and_nothing_raw()
    {
        var answer = await GetAsync($"links/{Seed.HeldLink}");
        var link = answer.Json;
        link["defender"]!["fields"]!["owner"].ShouldNotBeNull();
        link["sentinel"]!["version"]!.GetValue<string>().ShouldBe("etag-2");
        link["sentinel"]!["stamp"]!.GetValue<string>().ShouldContain(".0000002");
        link["bases"]![0]!["field"]!.GetValue<string>().ShouldBe("severity");
        link["held"]!.AsArray().Select(field => $"{field!["field"]}: {field["reason"]}").ShouldBe(["owner: conflict", "title: cutText"]);
        link["unwritable"]![0]!["value"]!["value"]!.GetValue<string>().ShouldBe("refused title");
        link["comments"]!["sentinel"]!["ours"]!.GetValue<int>().ShouldBe(1);
        link["alerts"].ShouldBeNull();
        answer.Text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_link_shows_the_writes_that_are_announced()
    {
        var intent = (await GetAsync($"links/{Seed.LinkOf(Seed.Writing)}")).Json["intents"]![0]!;
        $"{intent["kind"]} {intent["portal"]} {intent["sent"]} {intent["fields"]![0]!["field"]}".ShouldBe("change sentinel true title");
    }

    [Fact]
    public async Task A_journal_is_read_from_its_beginning_page_by_page()
    {
        var first = await GetAsync($"links/{Seed.HeldLink}/journal?top=2");
        first.Items.Select(row => row["kind"]!.GetValue<string>()).ShouldBe(["adopted", "held"]);
        var second = await service.Client.GetAsync(first.Json["next"]!.GetValue<string>(), service.Tokens.Read);
        second.Items.Single()["reason"]!.GetValue<string>().ShouldBe("CutText");
        second.Json["next"].ShouldBeNull();
    }

    [Fact]
    public async Task A_journal_row_holds_the_values_it_tells_of()
    {
        var row = (await GetAsync($"links/{Seed.HeldLink}/journal")).Items.ElementAt(1);
        var conflicts = (await GetAsync("conflicts")).Items;
        JsonNode.DeepEquals(row["was"], conflicts.First(held => $"{held["field"]}" == "owner")["defender"]).ShouldBeTrue();
        row["rules"]!.GetValue<string>().ShouldBe("rules-1");
    }

    [Fact]
    public async Task Conflicts_are_every_held_field_with_both_values_and_since_when()
    {
        var conflicts = (await GetAsync("conflicts?connection=quiet")).Items.ToList();
        conflicts.Select(held => $"{held["field"]} {held["reason"]}")
            .ShouldBe(["incident duplicate", "owner conflict", "title cutText"]);
        conflicts[1]["defender"]!.ToJsonString().ShouldContain("alice@contoso.com");
        conflicts[1]["sentinel"].ShouldNotBeNull();
        conflicts[1]["since"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Conflicts_go_on_behind_one_of_them()
    {
        var first = await GetAsync("conflicts?top=1");
        first.Items.Single()["field"]!.GetValue<string>().ShouldBe("incident");
        var second = await service.Client.GetAsync(first.Json["next"]!.GetValue<string>(), service.Tokens.Read);
        second.Items.Single()["field"]!.GetValue<string>().ShouldBe("owner");
    }

    [Fact]
    public async Task A_link_of_a_connection_that_is_not_served_is_as_good_as_absent()
    {
        (await GetAsync($"links/{Seed.StrangersLink}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync($"links/{Seed.StrangersLink}/journal")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("links?defenderId=999")).Items.ShouldBeEmpty();
        (await GetAsync("links?connection=stranger")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await GetAsync("connections")).Text.ShouldNotContain("stranger");
    }

    private Task<AdminAnswer> GetAsync(string path) => service.Client.GetAsync($"/api/v1/{path}", service.Tokens.Read);
}
