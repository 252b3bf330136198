using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Admin;

[Collection<AdminCollection>]
public class ConnectionTests(AdminService service)
{
    [Fact]
    public async Task A_connection_tells_its_links_by_state()
    {
        var links = (await ReadAsync("quiet"))["links"]!;
        links.ToJsonString().ShouldBe("""{"live":5,"unpaired":2,"merged":0,"deleted":0,"held":2,"quarantined":1,"divergent":0}""");
    }

    [Fact]
    public async Task A_connection_tells_what_waits_to_be_planned_and_written()
    {
        var quiet = await ReadAsync("quiet");
        quiet["dirty"]!.GetValue<int>().ShouldBe(3);
        quiet["openIntents"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_its_configuration_pauses_says_so_and_has_no_lag()
    {
        var quiet = await ReadAsync("quiet");
        quiet["mode"]!.GetValue<string>().ShouldBe("paused");
        quiet["defender"]!["state"]!.GetValue<string>().ShouldBe("paused");
        quiet["defender"]!["cursor"]!.GetValue<string>().ShouldContain(".0000005");
        quiet["lagSeconds"].ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_tells_when_it_was_verified_what_diverges_and_how_far_its_past_is_read()
    {
        await service.Database.ExecuteAsync(
            """
            insert into listing (connection, portal, kind, divergent, finished_at) values
                ('quiet', 'Defender', 'OpenSweep', 2, '2026-11-22T05:00:00Z'),
                ('quiet', 'Sentinel', 'OpenSweep', 1, '2026-11-22T05:01:00Z'),
                ('quiet', 'Defender', 'ClosedSweep', 0, '2026-11-22T05:02:00Z'),
                ('quiet', 'Sentinel', 'ClosedSweep', 0, null);
            insert into listing (connection, portal, kind, since_ticks, until_ticks, span_ticks, read, started_at) values
                ('quiet', 'Defender', 'Backfill', 0, 250, 1000, 120, clock_timestamp() - interval '1 hour')
            """);
        var quiet = await ReadAsync("quiet");
        quiet["sweep"]!.ToJsonString()
            .ShouldBe("""{"verifiedAt":"2026-11-22T05:00:00\u002B00:00","closedVerifiedAt":null,"divergent":3}""");
        quiet["defender"]!["backfill"]!["read"]!.GetValue<int>().ShouldBe(120);
        quiet["defender"]!["backfill"]!["secondsLeft"]!.GetValue<double>().ShouldBe(1200, 60);
        quiet["sentinel"]!["backfill"].ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_that_runs_tells_when_each_portal_was_last_read()
    {
        await Wait.UntilAsync(
            async () => (await ReadAsync("contoso"))["sentinel"]!["state"]!.GetValue<string>() == "ok", () => "It is not read.");
        var contoso = await ReadAsync("contoso");
        contoso["sentinel"]!["lastSuccess"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        contoso["lagSeconds"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_connection_tells_whether_microsofts_own_sync_serves_it_once_the_workspace_has_said_so()
    {
        await Wait.UntilAsync(async () => (await ReadAsync("contoso"))["native"] is not null, () => "The workspace is not asked.");
        (await ReadAsync("contoso"))["native"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_tells_what_is_left_of_each_portals_limits_and_that_nothing_is_down()
    {
        await Wait.UntilAsync(
            async () => Budget(await ReadAsync("contoso"), "defender", "graphLists") is var lists
                && lists["left"]!.GetValue<int>() < lists["calls"]!.GetValue<int>(),
            () => "No poll is counted.");
        var contoso = await ReadAsync("contoso");
        Budget(contoso, "sentinel", "incidentPuts").ToJsonString()
            .ShouldStartWith("""{"meter":"incidentPuts","calls":750,"perSeconds":300,"left":""");
        contoso["sentinel"]!["budgets"]!.AsArray().Select(budget => budget!["meter"]!.GetValue<string>())
            .ShouldBe(["armReads", "incidentPuts", "commentPuts", "commentReads"]);
        (contoso["defender"]!["reading"], contoso["defender"]!["writing"]).ShouldBe((null, null));
    }

    private static System.Text.Json.Nodes.JsonNode Budget(System.Text.Json.Nodes.JsonNode connection, string portal, string meter) =>
        connection[portal]!["budgets"]!.AsArray().Single(budget => budget!["meter"]!.GetValue<string>() == meter)!;

    private async Task<System.Text.Json.Nodes.JsonNode> ReadAsync(string name) =>
        (await service.Client.GetAsync("/api/v1/connections", service.Tokens.Read)).Connection(name);
}
