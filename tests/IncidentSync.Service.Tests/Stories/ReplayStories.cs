using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Replays;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>Replays on the store, the bus and the portals as they run.</summary>
public sealed class ReplayStories(PostgresFixture postgres)
{
    /// <summary>Everything in the store but the counters and times with which links queue.</summary>
    private const string Everything =
        """
        select concat_ws(' ', id, state, held, unwritable, attempts, last_error, comments_read, open_intents,
            missing, merged_into, superseded_by, recent, older, observed) from link
        union all select snapshot::text from snapshot
        union all select base::text from base
        union all select comment::text from comment
        union all select intent::text from intent
        union all select journal::text from journal
        order by 1
        """;

    [Fact]
    public async Task Any_links_replayed_any_number_of_times_leave_portals_and_store_as_they_are()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        await WorkAsync(environment);
        var (store, portals, writes) = (await environment.Database.ReadAsync(Everything), Portals(environment), environment.Writes);
        var random = new Random(1);
        var links = (await environment.Database.ReadAsync("select id from link")).Select(Guid.Parse).ToArray();
        for (var round = 0; round < 4; round++)
        {
            await ReplayAsync(environment, new("contoso", null, [.. random.GetItems(links, 5).Distinct().Order()], DryRun: false));
        }

        await ReplayAsync(environment, new("contoso", DateTimeOffset.UnixEpoch, null, DryRun: false));
        await environment.SettleAsync();

        (await environment.Database.ReadAsync(Everything)).ShouldBe(store);
        Portals(environment).ShouldBe(portals);
        environment.Writes.ShouldBe(writes);
    }

    [Fact]
    public async Task What_people_change_while_everything_is_replayed_shows_up_in_the_other_portal()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        var pairs = new List<Pair>();
        for (var count = 0; count < 5; count++)
        {
            pairs.Add(await environment.PairAsync());
        }

        var everything = new ReplayRequest("contoso", DateTimeOffset.UnixEpoch, null, DryRun: false);
        var replays = Enumerable.Range(0, 3).Select(_ => ReplayAsync(environment, everything)).ToList();
        foreach (var pair in pairs)
        {
            pair.EditInDefender(incident => incident with { AssignedTo = "alice@contoso.com" });
            pair.EditInSentinel(incident => incident with { Status = "Active" });
        }

        await Task.WhenAll(replays);
        await environment.SettleAsync();
        pairs.ShouldAllBe(pair => pair.InDefender.Status == "inProgress" && pair.InSentinel.Owner.UserPrincipalName == "alice@contoso.com");
    }

    // A pair of every kind: edited, quarrelled over, held, commented, closed, merged.
    private static async Task WorkAsync(TestEnvironment environment)
    {
        var pairs = new List<Pair>();
        for (var count = 0; count < 6; count++)
        {
            pairs.Add(await environment.PairAsync());
        }

        pairs[0].EditInDefender(incident => incident with { Severity = "high", CustomTags = ["vip"] });
        await environment.SettleAsync();
        await environment.UnseenAsync(() =>
        {
            pairs[1].EditInDefender(incident => incident with { DisplayName = "one" });
            pairs[1].EditInSentinel(incident => incident with { Title = "two" });
        });
        pairs[2].EditInDefender(incident => incident with { Status = "escalated" });
        environment.Defender.Comment(pairs[3].DefenderId, Actor.Person("alice@contoso.com"), "looked at the mail");
        environment.Sentinel.Comment(pairs[3].SentinelName, Actor.Person("bob@contoso.com"), "blocked the sender");
        pairs[4].EditInSentinel(incident => incident with
        {
            Status = "Closed",
            Classification = "TruePositive",
            ClassificationReason = "SuspiciousActivity",
            ClassificationComment = "cleaned",
        });
        environment.Defender.Merge([pairs[0].DefenderId, pairs[5].DefenderId], Actor.Person("alice@contoso.com"));
        await environment.SettleAsync();
    }

    private static async Task ReplayAsync(TestEnvironment environment, ReplayRequest request)
    {
        var starts = new ReplayStarts(environment.Database.DataSource);
        var entry = new AuditEntry(new Caller("issuer", "operator", null, null), "start-replay", request.Connection, true, "a test", "");
        var stop = TestContext.Current.CancellationToken;
        var replay = (await starts.StartAsync(request, null, entry, stop)).ShouldBeOfType<ReplayStart.Standing>();
        var query = new ReplayQuery(environment.Database.DataSource);
        ReplayView? view = null;
        await Wait.UntilAsync(
            async () => (view = await query.FindAsync(new([request.Connection], []), replay.Id, stop))!.State == ReplayState.Finished,
            () => $"{view}");
        (view!.Total!.Value, view.Marked).ShouldBe((view.Done, view.Done));
    }

    // A version that nobody touched is equal to itself alone.
    private static List<object> Portals(TestEnvironment environment) =>
        [.. environment.Defender.Incidents(), .. environment.Sentinel.Incidents()];
}
