using System.Net;
using IncidentSync.Simulator.Control;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

/// <content>Faults of lists and of what leads elsewhere.</content>
public partial class FaultTests
{
    [Fact]
    public async Task A_next_link_may_point_elsewhere()
    {
        _simulator.World.Defender().Create();
        Arm(Portal.Defender, FaultKind.ForeignNextLink);
        var link = (await _simulator.Graph.Get("/security/incidents?$top=1")).Find("@odata.nextLink")!;
        new Uri(link).Authority.ShouldBe(_simulator.Host.Authority.Authority);
    }

    [Fact]
    public async Task An_endless_list_of_defender_begins_anew_after_its_last_row()
    {
        Arm(Portal.Defender, FaultKind.EndlessList);
        var count = _simulator.World.Defender().Incidents().Count;
        var page = await _simulator.Graph.Get($"/security/incidents?$top=1&$skip={3 * count}");
        page.Find("@odata.nextLink").ShouldNotBeNull();
        page.Values.ShouldHaveSingleItem()!["id"]!.GetValue<string>()
            .ShouldBe((await _simulator.Graph.Get("/security/incidents?$top=1")).Values[0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_endless_list_of_sentinel_begins_anew_under_tokens_that_it_never_gave_before()
    {
        _simulator.World.Sentinel().Create();
        Arm(Portal.Sentinel, FaultKind.EndlessList, fault => fault with { Count = null });
        var links = new List<string>();
        for (var url = List("$top=1000"); links.Count < 3; url = links[^1])
        {
            links.Add((await _simulator.Arm.Get(url)).Find("nextLink").ShouldNotBeNull());
        }

        links.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_next_link_may_lead_round_in_a_circle()
    {
        _simulator.World.Sentinel().Create();
        Arm(Portal.Sentinel, FaultKind.CircularNextLink, fault => fault with { Count = null });
        var links = new List<string>();
        for (var url = List("$top=1000"); links.Count < 3; url = links[^1])
        {
            links.Add((await _simulator.Arm.Get(url)).Find("nextLink").ShouldNotBeNull());
        }

        (links[1] == links[0], links[2] == links[0]).ShouldBe((false, true));
    }

    [Fact]
    public async Task A_redirect_points_elsewhere_where_every_visitor_is_counted()
    {
        var before = _simulator.World.Calls.Total(Portal.Elsewhere, Elsewhere.WithToken);
        Arm(Portal.Sentinel, FaultKind.Redirect);
        var redirected = await _simulator.Arm.Get(NewIncident());
        redirected.Status.ShouldBe(HttpStatusCode.Found);
        await _simulator.Arm.Get(redirected.Headers["Location"]);
        _simulator.World.Calls.Total(Portal.Elsewhere, Elsewhere.WithToken).ShouldBe(before + 1);
    }
}
