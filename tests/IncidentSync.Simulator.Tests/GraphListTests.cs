using System.Net;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class GraphListTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private DefenderPortal Defender => simulator.World.Defender();

    [Fact]
    public async Task More_than_50_is_refused_with_the_measured_text()
    {
        var refused = await simulator.Graph.Get("/security/incidents?$top=51");
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.ErrorMessage.ShouldBe("The limit of '50' for Top query has been exceeded");
    }

    [Fact]
    public async Task The_list_is_in_descending_order_of_the_last_update()
    {
        var first = Made("order");
        var second = Made("order");
        (await Ids("?$filter=assignedTo eq 'order'")).ShouldBe([second, first]);
        simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
        Defender.Edit(first, Actor.Person("alice@contoso.com"), incident => incident with { Severity = "low" });
        (await Ids("?$filter=assignedTo eq 'order'")).ShouldBe([first, second]);
    }

    [Fact]
    public async Task An_item_that_changes_between_two_pages_pushes_another_onto_the_second_page_again()
    {
        var made = Enumerable.Range(0, 3).Select(_ => Made("moving")).ToList();
        var page = await simulator.Graph.Get("/security/incidents?$filter=assignedTo eq 'moving'&$top=2");
        simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
        Defender.Edit(made[0], Actor.Person("alice@contoso.com"), incident => incident with { Severity = "low" });
        var second = await simulator.Graph.Get(page.Find("@odata.nextLink")!);
        second.Values.Select(incident => incident!["id"]!.GetValue<string>()).ShouldBe([made[1]]);
    }

    [Fact]
    public async Task A_next_link_is_there_until_the_last_page()
    {
        var made = Enumerable.Range(0, 5).Select(_ => Made("pages")).ToList();
        var seen = new List<string>();
        for (var url = "/security/incidents?$filter=assignedTo eq 'pages'&$top=2"; url is not null;)
        {
            var page = await simulator.Graph.Get(url);
            seen.AddRange(page.Values.Select(incident => incident!["id"]!.GetValue<string>()));
            url = page.Find("@odata.nextLink");
        }

        seen.ShouldBe(made.AsEnumerable().Reverse());
    }

    [Theory]
    [InlineData("status eq 'active'", 1)]
    [InlineData("status ne 'active'", 1)]
    [InlineData("severity eq 'high' and status eq 'resolved'", 1)]
    [InlineData("severity eq 'high' or status eq 'active'", 2)]
    [InlineData("(severity eq 'high' or severity eq 'low') and not (status eq 'resolved')", 1)]
    [InlineData("classification eq 'truePositive' and determination eq 'malware'", 1)]
    [InlineData("lastUpdateDateTime gt 2000-01-01T00:00:00Z", 2)]
    [InlineData("lastUpdateDateTime le 2000-01-01T00:00:00.1234567Z", 0)]
    [InlineData("createdDateTime ge 2000-01-01T00:00:00Z and createdDateTime lt 2000-01-02", 0)]
    [InlineData("status in ('active', 'inProgress')", 1)]
    [InlineData("severity in ('HIGH','low')", 2)]
    [InlineData("not (status in ('active'))", 1)]
    public async Task The_documented_properties_filter(string filter, int found)
    {
        var owner = $"filter {Guid.NewGuid()} of o'hara";
        Defender.Create(incident => incident with { AssignedTo = owner, Severity = "low" });
        Defender.Create(incident => incident with
        {
            AssignedTo = owner, Severity = "high", Status = "resolved", Classification = "truePositive", Determination = "malware",
        });
        var quoted = owner.Replace("'", "''", StringComparison.Ordinal);
        (await Ids($"?$filter=assignedTo eq '{quoted}' and ({filter})")).Count.ShouldBe(found);
    }

    [Fact]
    public async Task Nobody_as_owner_is_null()
    {
        var made = Defender.Create();
        (await Ids($"?$filter=assignedTo eq null")).ShouldContain(made.Id);
    }

    [Theory]
    [InlineData("displayName eq 'x'")]
    [InlineData("status eq 'closed'")]
    [InlineData("status in ('active','closed')")]
    [InlineData("status in ()")]
    [InlineData("status in 'active'")]
    [InlineData("status = 'active'")]
    [InlineData("status eq 'active")]
    [InlineData("(status eq 'active'")]
    [InlineData("lastUpdateDateTime ge '2026-01-01T00:00:00Z'")]
    [InlineData("lastUpdateDateTime ge 2026-01-01T00:00:00+00:00")]
    public async Task A_filter_over_anything_else_is_400(string filter)
    {
        var refused = await simulator.Graph.Get($"/security/incidents?$filter={filter}");
        refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.ToString());
    }

    // Two shipped clients send it and the metadata says sortable: Splunk SOAR lastUpdateDateTime alone, which is ascending.
    [Theory]
    [InlineData("lastUpdateDateTime", "0 1 2")]
    [InlineData("lastUpdateDateTime desc", "2 1 0")]
    [InlineData("severity asc,lastUpdateDateTime desc", "2 0 1")]
    public async Task The_list_can_be_ordered(string order, string expected)
    {
        var owner = $"{Guid.NewGuid()}";
        var made = new[] { "low", "medium", "low" }.Select(severity => MadeLater(owner, severity)).ToList();
        var ids = await Ids($"?$filter=assignedTo eq '{owner}'&$orderby={order}");
        string.Join(' ', ids.Select(id => made.IndexOf(id))).ShouldBe(expected);
    }

    [Fact]
    public async Task A_next_link_keeps_the_order_and_the_selection()
    {
        var made = Enumerable.Range(0, 3).Select(_ => MadeLater("kept")).ToList();
        var page = await simulator.Graph.Get("/security/incidents?$filter=assignedTo eq 'kept'&$top=2&$orderby=createdDateTime&$select=id");
        var next = await simulator.Graph.Get(page.Find("@odata.nextLink")!);
        page.Values.Concat(next.Values).Select(incident => incident!.ToJsonString()).ShouldBe(made.Select(id => $$"""{"id":"{{id}}"}"""));
    }

    // The metadata says select is supported.
    [Fact]
    public async Task What_is_selected_is_all_that_comes_and_the_context_names_it()
    {
        var id = Made("selected");
        var page = await simulator.Graph.Get("/security/incidents?$select=id,status&$filter=assignedTo eq 'selected'");
        page.Values.Single()!.ToJsonString().ShouldBe($$"""{"id":"{{id}}","status":"active"}""");
        page.Find("@odata.context")!.ShouldEndWith("#security/incidents(id,status)");
        var one = await simulator.Graph.Get($"/security/incidents/{id}?$select=displayName");
        one.Json.AsObject().Select(member => member.Key).ShouldBe(["@odata.context", "displayName"]);
    }

    [Theory]
    [InlineData("$orderby=colour")]
    [InlineData("$orderby=status upwards")]
    [InlineData("$select=colour")]
    public async Task An_order_or_a_selection_of_what_does_not_exist_is_400(string query) =>
        (await simulator.Graph.Get($"/security/incidents?{query}")).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Count_comes_when_asked_for()
    {
        Made("counted");
        Made("counted");
        var page = await simulator.Graph.Get("/security/incidents?$count=true&$top=1&$filter=assignedTo eq 'counted'");
        page.Json["@odata.count"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Alerts_come_with_expand_only()
    {
        var made = Made("expanded");
        var alert = Defender.AddAlert(made);
        var page = await simulator.Graph.Get("/security/incidents?$expand=alerts&$filter=assignedTo eq 'expanded'");
        page.Values[0]!["alerts"]![0]!["id"]!.GetValue<string>().ShouldBe(alert.Id);
        (await simulator.Graph.Get("/security/incidents?$filter=assignedTo eq 'expanded'")).Values[0]!["alerts"].ShouldBeNull();
    }

    private string MadeLater(string owner, string severity = "low")
    {
        simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
        return Defender.Create(incident => incident with { AssignedTo = owner, Severity = severity }).Id;
    }

    private string Made(string owner) => Defender.Create(incident => incident with { AssignedTo = owner }).Id;

    private async Task<List<string>> Ids(string query)
    {
        var page = await simulator.Graph.Get($"/security/incidents{query}");
        page.Status.ShouldBe(HttpStatusCode.OK, page.ToString());
        return page.Values.Select(incident => incident!["id"]!.GetValue<string>()).ToList();
    }
}
