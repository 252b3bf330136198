using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>Full comparisons and backfills on the portals, the database and the bus as they run.</summary>
public sealed class SweepStories(PostgresFixture postgres)
{
    [Fact]
    public async Task An_incident_that_was_deleted_in_Sentinel_is_found_gone_though_nothing_changed_in_Defender()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Hurried());
        var pair = await environment.PairAsync();
        await environment.PairAsync();
        environment.Sentinel.Delete(pair.SentinelName, Actor.Person("bob@contoso.com"));
        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync("select 1 from link where state = 'Deleted' and missing <> ''")).Count == 1,
            () => "The deletion was not found.");
        pair.InDefender.Status.ShouldBe("active");
    }

    [Fact]
    public async Task What_takes_the_place_of_a_deleted_incident_is_paired_when_Microsoft_says_whose_it_is_and_not_when_a_label_does()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Hurried("; Connections:0:Native=Off"));
        var pair = await environment.PairAsync();
        await environment.PairAsync();
        environment.Sentinel.Delete(pair.SentinelName, Actor.Person("bob@contoso.com"));
        await Wait.UntilAsync(
            async () => (await StateAsync(environment, pair)).StartsWith("Deleted "), () => "The deletion was not found.");
        var labelled = environment.Sentinel.Create(incident => incident with { Labels = [new($"defender:{pair.DefenderId}")] });
        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync(
                $"select id from link where sentinel_name = '{labelled.Name}' and held like '%Duplicate%'")).Count == 1,
            () => "The one that is labelled was not listed as a duplicate.");
        (await StateAsync(environment, pair)).ShouldBe($"Deleted {pair.SentinelName}");

        var again = environment.Sentinel.Create(
            incident => incident with { ProviderName = "Microsoft XDR", ProviderIncidentId = pair.DefenderId });
        await Wait.UntilAsync(async () => await StateAsync(environment, pair) == $"Live {again.Name}", () => "It was not paired again.");
        pair.EditInDefender(incident => incident with { DisplayName = "Seen again" });
        await Wait.UntilAsync(() => environment.Sentinel.Find(again.Name)!.Title == "Seen again", () =>
            $"{environment.Sentinel.Find(again.Name)}");
        (await pair.JournalAsync()).Select(row => row.Reason).ShouldContain("Sentinel no longer has the incident");
        environment.Sentinel.Find(labelled.Name).ShouldBe(labelled);
    }

    [Fact]
    public async Task A_past_of_three_hundred_incidents_is_read_behind_what_changes_now()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, world =>
        {
            for (var made = 0; made < 300; made++)
            {
                world.Defender().Create();
            }
        });
        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync(
                "select read from listing where kind = 'Backfill' and finished_at is not null")).Count == 1,
            () => "The backfill does not end.");
        (await environment.Database.ReadAsync("select count(*) from link where defender_id is not null")).ShouldBe(["300"]);
    }

    [Fact]
    public async Task Pairs_in_step_are_verified_and_none_diverges()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Hurried());
        var pair = await environment.PairAsync();
        pair.EditInDefender(incident => incident with { Severity = "high" });
        await pair.SentinelShowsAsync(twin => twin.Severity == "High");
        await environment.SettleAsync();
        var writes = environment.Writes;
        await environment.Database.ExecuteAsync("update listing set finished_at = null");
        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync("select kind from listing where finished_at is not null")).Count == 4,
            () => "Not everything is swept.");
        (await environment.Database.ReadAsync("select sum(divergent) from listing")).ShouldBe(["0"]);
        environment.Writes.ShouldBe(writes);
    }

    private static async Task<string> StateAsync(TestEnvironment environment, Pair pair) => (await environment.Database.ReadAsync(
        $"select state || ' ' || sentinel_name from link where defender_id = '{pair.DefenderId}'")).Single();

    // Sweeps every moment, of what was left alone for a moment.
    private static Surroundings Hurried(string more = "") => new()
    {
        Settings = settings => settings
            .With("Connections:0:Timing:SweepOpen=00:00:00.100; Connections:0:Timing:SweepClosed=00:00:00.100" + more)
            .With("Connections:0:Defender:Overlap=00:00:00; Connections:0:Sentinel:Overlap=00:00:00"),
    };
}
