using System.Globalization;
using System.Net;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

public class BudgetTests : IClassFixture<MeteredFixture>
{
    private const string RemainingPuts = "x-ms-ratelimit-remaining-subscription-resource-requests";

    private const string UsedShare = "x-ms-throttle-limit-percentage";

    private readonly MeteredFixture _simulator;

    public BudgetTests(MeteredFixture simulator)
    {
        _simulator = simulator;
        simulator.World.Budgets.Clear();
        simulator.World.Budgets.AnnouncedPuts = Budgets.RecordedPuts;
    }

    [Fact]
    public async Task Graph_refuses_the_151st_call_of_a_minute_with_fractional_seconds_to_wait()
    {
        for (var call = 0; call < 150; call++)
        {
            (await _simulator.Graph.Get("/security/incidents?$top=1")).Status.ShouldBe(HttpStatusCode.OK);
        }

        var refused = await _simulator.Graph.Get("/security/incidents?$top=1");
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.TooManyRequests, "TooManyRequests"));
        refused.Headers["Retry-After"].ShouldMatch(@"^\d+\.\d{3}$");
        refused.Json["error"]!["innerError"]!["code"]!.GetValue<string>().ShouldBe("429");
    }

    [Fact]
    public async Task Refused_calls_count_too()
    {
        (await Accepted(150)).ShouldBe(150);
        _simulator.Time.Advance(TimeSpan.FromSeconds(30));
        (await Accepted(10)).ShouldBe(0);
        _simulator.Time.Advance(TimeSpan.FromSeconds(31));
        (await Accepted(150)).ShouldBe(140);
    }

    [Fact]
    public async Task Who_waits_as_long_as_told_is_served_again()
    {
        await Accepted(150);
        var refused = await _simulator.Graph.Get("/security/incidents?$top=1");
        _simulator.Time.Advance(TimeSpan.FromSeconds(double.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture)));
        (await Accepted(1)).ShouldBe(1);
    }

    [Fact]
    public async Task Sentinel_refuses_the_76th_incident_put_of_five_minutes_and_still_takes_comments()
    {
        var url = NewIncident();
        for (var call = 0; call < 75; call++)
        {
            await _simulator.Arm.Put(url, Body());
        }

        var refused = await _simulator.Arm.Put(url, Body());
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.TooManyRequests, "TooManyRequests"));
        int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeInRange(1, 300);
        (await _simulator.Arm.Put(Under(url, "comments/x"), Comment("x"))).Status.ShouldBe(HttpStatusCode.Created);
        (await _simulator.Arm.Get(url)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(75)]
    [InlineData(50)]
    public async Task Puts_count_down_from_the_number_that_is_set_and_are_refused_at_0(int puts)
    {
        _simulator.World.Budgets.AnnouncedPuts = puts;
        var url = NewIncident();
        for (var left = puts - 1; left >= 0; left--)
        {
            (await _simulator.Arm.Put(url, Body())).Headers[RemainingPuts].ShouldBe(left.ToString(CultureInfo.InvariantCulture));
        }

        var refused = await _simulator.Arm.Put(url, Body());
        (refused.Status, refused.Headers[RemainingPuts]).ShouldBe((HttpStatusCode.TooManyRequests, "0"));
    }

    [Fact]
    public async Task Sentinel_refuses_the_101st_comment_read_of_five_minutes()
    {
        var url = Under(Incident(_simulator.World.Sentinel().Create().Name), "comments");
        for (var call = 0; call < 100; call++)
        {
            (await _simulator.Arm.Get(url)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await _simulator.Arm.Get(url)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_remaining_calls_are_in_the_recorded_headers()
    {
        var url = NewIncident();
        (await _simulator.Arm.Put(url, Body())).Headers[RemainingPuts].ShouldBe("799");
        var read = await _simulator.Arm.Get(url);
        read.Headers["x-ms-ratelimit-remaining-subscription-reads"].ShouldBe("1099");
        read.Headers["x-ms-ratelimit-remaining-subscription-global-reads"].ShouldBe("16499");
        var deleted = await _simulator.Arm.Delete(url);
        deleted.Headers["x-ms-ratelimit-remaining-subscription-deletes"].ShouldBe("799");
        deleted.Headers["x-ms-ratelimit-remaining-subscription-global-deletes"].ShouldBe("11999");
    }

    // Graph's page "Throttling limits": only past 0.8 of the limit, from 0.8 to 1.8.
    [Fact]
    public async Task Past_8_tenths_of_its_limit_Graph_says_how_much_of_it_was_used()
    {
        var shares = new List<string>();
        for (var call = 0; call < 320; call++)
        {
            shares.Add((await _simulator.Graph.Get("/security/incidents?$top=1")).Headers.GetValueOrDefault(UsedShare, ""));
        }

        shares[..120].ShouldAllBe(share => share == "");
        (shares[120], shares[149], shares[164], shares[^1]).ShouldBe(("0.807", "1.0", "1.1", "1.8"));
    }

    // Az PowerShell against production, 2026-03-25.
    [Fact]
    public async Task The_data_connectors_count_as_requests_of_the_provider()
    {
        var listed = await _simulator.Arm.Get($"{PortalClient.Provider(Contoso.Workspace)}/dataConnectors?{PortalClient.ApiVersion}");
        listed.Headers[RemainingPuts].ShouldBe("1099");
        listed.Headers.ContainsKey("x-ms-ratelimit-remaining-subscription-reads").ShouldBeFalse();
    }

    [Fact]
    public async Task Lifted_budgets_refuse_nothing()
    {
        _simulator.World.Budgets.Lifted = true;
        for (var call = 0; call < 160; call++)
        {
            var read = await _simulator.Graph.Get("/security/incidents?$top=1");
            (read.Status, read.Headers.ContainsKey(UsedShare)).ShouldBe((HttpStatusCode.OK, false));
        }

        _simulator.World.Budgets.Lifted = false;
    }

    private async Task<int> Accepted(int calls)
    {
        var accepted = 0;
        for (var call = 0; call < calls; call++)
        {
            accepted += (await _simulator.Graph.Get("/security/incidents?$top=1")).Status == HttpStatusCode.OK ? 1 : 0;
        }

        return accepted;
    }
}
