using System.Net;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

public class SentinelListTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private SentinelPortal Sentinel => simulator.World.Sentinel();

    [Fact]
    public async Task Newest_first_and_fifty_at_a_time()
    {
        var made = Make("fifty", 51);
        var page = await simulator.Arm.Get(List("$filter=properties/title eq 'fifty'"));
        Names(page).ShouldBe(made.AsEnumerable().Reverse().Take(50));
        Names(await Follow(page)).ShouldBe([made[0]]);
    }

    // 50 live incidents of August 2025, api-version 2025-06-01 (SOC_agent:ss.js).
    [Fact]
    public async Task A_next_link_is_the_path_the_api_version_and_a_base64url_token()
    {
        Make("raw", 2);
        var link = (await simulator.Arm.Get(List("$filter=properties/title eq 'raw'&$top=1"))).Find("nextLink")!;
        var list = $"{simulator.Host.ArmEndpoint.AbsoluteUri.TrimEnd('/')}{List("$skipToken=")}";
        link.ShouldStartWith(list);
        link[list.Length..].ShouldMatch("^[A-Za-z0-9]*[-_][-_A-Za-z0-9]*={0,2}$");
    }

    // Public clients follow it so.
    [Fact]
    public async Task A_next_link_followed_as_it_stands_goes_on_with_the_same_filter_order_and_size()
    {
        var made = Make("as it stands", 5);
        var first = await simulator.Arm.Get(
            List("$filter=properties/title eq 'as it stands'&$top=2&$orderby=properties/lastModifiedTimeUtc asc"));
        var second = await Follow(first);
        var third = await Follow(second);
        Names(first).Concat(Names(second)).Concat(Names(third)).ShouldBe(made);
        third.Json["nextLink"].ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_is_none_is_400() =>
        (await simulator.Arm.Get(List("$skipToken=++++abc"))).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Ascending_by_change_an_item_that_changes_meanwhile_comes_again_and_none_is_missed()
    {
        var made = Make("moving", 4);
        var page = await simulator.Arm.Get(List("$filter=properties/title eq 'moving'&$top=2&$orderby=properties/lastModifiedTimeUtc asc"));
        Sentinel.Edit(made[0], Actor.Person("alice@contoso.com"), incident => incident with { Severity = "High" });
        var second = await Follow(page);
        var third = await Follow(second);
        Names(page).Concat(Names(second)).Concat(Names(third)).ShouldBe([made[0], made[1], made[2], made[3], made[0]]);
    }

    [Theory]
    [InlineData("properties/status eq 'New'", 1)]
    [InlineData("properties/status eq 'New' or properties/severity eq 'High'", 2)]
    [InlineData("(properties/status eq 'New') and (properties/severity eq 'High')", 0)]
    [InlineData("properties/createdTimeUtc ge 2000-01-01T00:00:00Z", 2)]
    [InlineData("properties/lastModifiedTimeUtc gt 2000-01-01T00:00:00.123Z and properties/incidentNumber gt 0", 2)]
    [InlineData("contains(toLower(properties/description),'lateral')", 1)]
    [InlineData("properties/owner/userPrincipalName eq 'bob@contoso.com'", 1)]
    public async Task The_observed_filters_work(string filter, int found)
    {
        var title = Guid.NewGuid().ToString();
        Sentinel.Create(incident => incident with { Title = title, Description = "LATERAL movement", Status = "New" });
        Sentinel.Create(incident =>
            incident with { Title = title, Status = "Active", Severity = "High",
                Owner = new SentinelOwner { UserPrincipalName = "bob@contoso.com" } });
        Names(await simulator.Arm.Get(List($"$filter=properties/title eq '{title}' and ({filter})"))).Count.ShouldBe(found);
    }

    [Fact]
    public async Task Labels_are_found_by_any_which_must_come_first_and_alone()
    {
        var made = Sentinel.Create(incident => incident with { Labels = [new SentinelLabel("defender:17")] });
        const string Any = "properties/labels/any(l: l/labelName eq 'defender:17')";
        Names(await simulator.Arm.Get(List($"$filter={Any} and properties/status eq 'New'"))).ShouldBe([made.Name]);
        (await simulator.Arm.Get(List($"$filter=properties/status eq 'New' and {Any}"))).ErrorMessage.ShouldBe("OData query syntax error");
        (await simulator.Arm.Get(List($"$filter={Any} and {Any}"))).ErrorMessage.ShouldBe("OData query syntax error");
    }

    [Fact]
    public async Task A_path_without_properties_is_400_with_the_recorded_text()
    {
        var refused = await simulator.Arm.Get(List("$filter=CreatedTimeUtc ge 2026-01-01T00:00:00Z"));
        (refused.Status, refused.ErrorMessage).ShouldBe((HttpStatusCode.BadRequest, "Could not find a property named 'CreatedTimeUtc'"));
    }

    // Nobody was seen to send one.
    [Fact]
    public async Task There_is_no_in_operator() =>
        (await simulator.Arm.Get(List("$filter=properties/status in ('New')"))).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_page_has_at_most_a_thousand()
    {
        Make("many", 1001);
        Names(await simulator.Arm.Get(List("$filter=properties/title eq 'many'&$top=1000"))).Count.ShouldBe(1000);
        Names(await simulator.Arm.Get(List("$filter=properties/title eq 'many'&$top=5000"))).Count.ShouldBe(1000);
    }

    private List<string> Make(string title, int count) =>
        Enumerable.Range(0, count).Select(_ => Sentinel.Create(incident => incident with { Title = title }).Name).ToList();

    private static List<string> Names(PortalAnswer page) => page.Values.Select(incident => incident!["name"]!.GetValue<string>()).ToList();

    private Task<PortalAnswer> Follow(PortalAnswer page) => simulator.Arm.Get(page.Find("nextLink")!);
}
