using System.Text;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Processes;
using SimulatedPortal = IncidentSync.Simulator.Records.Portal;
using Stamp = IncidentSync.Core.Values.Stamp;

namespace IncidentSync.Connectors.Tests;

/// <summary>What a broken or hostile thing between us and a portal can answer, over real sockets.</summary>
public class HostileAnswerTests(SimulatedPortals simulator) : IClassFixture<SimulatedPortals>
{
    private static readonly IncidentId Any = new("1");

    [Theory]
    [InlineData(Portal.Defender, FaultKind.Html)]
    [InlineData(Portal.Defender, FaultKind.Truncated)]
    [InlineData(Portal.Sentinel, FaultKind.Html)]
    [InlineData(Portal.Sentinel, FaultKind.Truncated)]
    internal async Task A_page_or_half_an_answer_makes_a_read_come_again_and_a_write_doubtful(Portal side, FaultKind fault)
    {
        var (portal, id) = Known(side);
        simulator.World.Faults.Arm(new Fault(Enum.Parse<SimulatedPortal>(side.ToString()), fault) { Count = 3 });
        (await portal.GetAsync(id, Cancel)).ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
        var post = await portal.PostCommentAsync(new(id, "note", "text"), Cancel);
        post.ShouldBeOfType<CommentOutcome.Failed>().Failure.ShouldBeOfType<Failure.Unknown>();
        var list = await portal.ReadChangesAsync(new FeedRequest(new Stamp(0)), Cancel);
        list.ShouldBeOfType<FeedOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
    }

    [Theory]
    [InlineData("larger than the limit")]
    [InlineData("twice a list")]
    [InlineData("not compressed as it says")]
    [InlineData("404 of a proxy")]
    [InlineData("no list")]
    [InlineData("no HTTP")]
    public async Task What_no_portal_says_makes_a_list_come_again_later(string answer)
    {
        await using var server = await RawServer.StartAsync(Bytes(answer));
        using var defender = Defender(server);
        using var sentinel = Sentinel(server);
        foreach (var portal in new IIncidentPortal[] { defender, sentinel })
        {
            var list = await portal.ReadChangesAsync(new FeedRequest(new Stamp(0)), Cancel);
            list.ShouldBeOfType<FeedOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
        }
    }

    [Fact]
    public async Task A_proxys_404_is_no_missing_incident()
    {
        await using var server = await RawServer.StartAsync(Bytes("404 of a proxy"));
        using var defender = Defender(server);
        using var sentinel = Sentinel(server);
        (await defender.GetAsync(Any, Cancel)).ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
        (await sentinel.GetAsync(Any, Cancel)).ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
    }

    [Fact]
    public async Task One_row_that_cannot_be_read_is_named_and_the_others_are_not_lost()
    {
        await using var server = await RawServer.StartAsync(RawServer.Json("""
            {"value":[{"id":"1","lastUpdateDateTime":"2026-11-22T08:00:00Z"},
            {"id":"2","lastUpdateDateTime":"0001-01-01T00:00:00Z"},{"id":null},7,
            {"id":"4","lastUpdateDateTime":"2026-11-22T08:00:00Z","x":{"a":1,"a":2}},{"id":"5","id":"6"},
            {"id":"7","lastUpdateDateTime":"2026-11-22T08:00:00Z","x":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]},
            {"id":"3","lastUpdateDateTime":"2026-11-22T08:00:00.1234567Z","displayName":"half a \ud83d"}]}
            """u8.ToArray()));
        using var defender = Defender(server);
        var page = (await defender.ReadChangesAsync(new FeedRequest(new Stamp(0)), Cancel)).ShouldBeOfType<FeedOutcome.Page>().Value;
        page.Incidents.Select(incident => incident.Id.Value).ShouldBe(["1", "3"]);
        page.Unreadable.Select(row => row.Id?.Value).ShouldBe(["2", null, null, "4", null, "7"]);
        page.Incidents[1].Stamp.ToString().ShouldBe("2026-11-22T08:00:00.1234567Z");
    }

    [Theory]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"1601-01-01T00:00:00Z\"")]
    [InlineData("\"9999-12-31T23:59:59.9999999Z\"")]
    [InlineData("\"99999-01-01T00:00:00Z\"")]
    [InlineData("\"2026-02-30T08:00:00Z\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("20261122")]
    [InlineData("null")]
    public async Task An_absurd_stamp_makes_a_row_unreadable_in_both_portals(string stamp)
    {
        await using var server = await RawServer.StartAsync(Json(
            $$"""{"value":[{"id":"1","name":"1","lastUpdateDateTime":{{stamp}},"properties":{"lastModifiedTimeUtc":{{stamp}} } }]}"""));
        using var defender = Defender(server);
        using var sentinel = Sentinel(server);
        foreach (var portal in new IIncidentPortal[] { defender, sentinel })
        {
            var page = (await portal.ReadChangesAsync(new FeedRequest(new Stamp(0)), Cancel)).ShouldBeOfType<FeedOutcome.Page>().Value;
            page.Incidents.ShouldBeEmpty();
            page.Unreadable.ShouldHaveSingleItem().Problem.ShouldEndWith("is missing or absurd");
        }
    }

    [Fact]
    public async Task A_fractional_wait_is_taken_exactly_and_a_date_from_the_servers_clock()
    {
        (await WaitAsync("Retry-After: 2.128\r\n")).ShouldBe(TimeSpan.FromSeconds(2.128));
        const string Date = "Date: Sun, 22 Nov 2026 08:00:00 GMT\r\nRetry-After: Sun, 22 Nov 2026 08:00:42 GMT\r\n";
        (await WaitAsync(Date)).ShouldBe(TimeSpan.FromSeconds(42));
    }

    [Theory, InlineData(Portal.Defender), InlineData(Portal.Sentinel)]
    public async Task A_wait_the_portal_asks_for_is_passed_on(Portal side)
    {
        var (portal, id) = Known(side);
        var there = Enum.Parse<SimulatedPortal>(side.ToString());
        simulator.World.Faults.Arm(new Fault(there, FaultKind.Status) { Status = 429, RetryAfterSeconds = 7 });
        var failed = (await portal.GetAsync(id, Cancel)).ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
        failed.After.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_patch_may_be_answered_with_the_incident_as_it_was_before()
    {
        var (portal, id) = Known(Portal.Defender);
        var before = (await portal.GetAsync(id, Cancel)).ShouldBeOfType<ReadOutcome.Found>().Snapshot;
        simulator.World.Faults.Arm(new Fault(SimulatedPortal.Defender, FaultKind.StaleAnswer) { Operation = Operations.IncidentsPatch });
        var write = new IncidentWrite(id, before, [new(Portal.Defender, AllFields.Severity, new Seen<Severity>(Severity.High))], []);
        (await portal.WriteAsync(write, Cancel)).ShouldBeOfType<WriteOutcome.Applied>().Snapshot.Stamp.ShouldBe(before.Stamp);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (IIncidentPortal Portal, IncidentId Id) Known(Portal side) => side == Portal.Defender
        ? (simulator.Defender, new IncidentId(simulator.World.Defender().Create().Id))
        : (simulator.Sentinel, new IncidentId(simulator.World.Sentinel().Create().Name));

    private async Task<TimeSpan?> WaitAsync(string headers)
    {
        await using var server = await RawServer.StartAsync(RawServer.Json("{}"u8.ToArray(), 429, headers));
        using var sentinel = Sentinel(server);
        var read = await sentinel.GetAsync(Any, Cancel);
        return read.ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>().After;
    }

    private DefenderPortal Defender(RawServer server)
    {
        var options = simulator.DefenderOptions();
        options.GraphEndpoint = $"{server.Address}v1.0";
        return new DefenderPortal(options, SimulatedPortals.Patience);
    }

    private SentinelPortal Sentinel(RawServer server)
    {
        var options = simulator.SentinelOptions();
        options.ArmEndpoint = server.Address.AbsoluteUri;
        return new SentinelPortal(options, Settings.Identity, SimulatedPortals.Patience);
    }

    private static byte[] Json(string body) => RawServer.Json(Encoding.ASCII.GetBytes(body));

    private static byte[] Bytes(string answer) => answer switch
    {
        "larger than the limit" => Json($$"""{"value":[],"x":"{{new string('x', 17 * 1024 * 1024)}}"}"""),
        "twice a list" => Json("""{"value":[],"value":[]}"""),
        "not compressed as it says" => RawServer.Json("""{"value":[]}"""u8.ToArray(), 200, "Content-Encoding: gzip\r\n"),
        "404 of a proxy" => RawServer.Json("""{"message":"no route"}"""u8.ToArray(), 404),
        "no list" => RawServer.Json("""{"value":{}}"""u8.ToArray()),
        _ => "SSH-2.0-OpenSSH_9.9\r\n"u8.ToArray(),
    };
}
