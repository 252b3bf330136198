using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Replays;
using IncidentSync.Service.Connections;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Replays;

/// <summary>What a dry run tells, and that it does nothing.</summary>
public sealed class DryRunTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly DateTimeOffset Long = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Incident Titled = Sample.Incident.With(AllFields.Title, new Seen<string>("Phish by Bob"));
    private readonly ReplayScene _scene = new(migrated.Database);

    [Fact]
    public async Task A_twin_that_would_be_created_is_told_field_by_field_and_nothing_is_marked()
    {
        await _scene.LinksAsync(1);
        var replay = await _scene.StartSinceAsync(Long, dryRun: true);
        (await _scene.LookAsync()).ShouldBeTrue();
        (await _scene.LookAsync()).ShouldBeFalse();
        var found = await _scene.DifferencesAsync(replay);
        found.ShouldAllBe(row => row.Kind == "created" && row.Portal == "sentinel" && row.Writes && row.DefenderId == "1");
        found.Single(row => row.Field == "title").Now!.GetValue<string>().ShouldBe("Phish");
        (await _scene.DirtyAsync()).ShouldBeEmpty();
        (await migrated.Database.ReadAsync("select count(*) from replay_link")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_field_that_would_be_carried_is_told_with_what_it_replaces()
    {
        await _scene.LinksAsync(1);
        await _scene.ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), 2, Titled));
        await _scene.SettleAsync();
        var replay = await _scene.StartSinceAsync(Long, dryRun: true);
        await _scene.LookAsync();
        var row = (await _scene.DifferencesAsync(replay)).Single();
        (row.Kind, row.Portal, row.Field, row.Writes).ShouldBe(("conflict", "sentinel", "title", true));
        (row.Was!.GetValue<string>(), row.Now!.GetValue<string>()).ShouldBe(("Phish by Bob", "Phish"));
    }

    [Fact]
    public async Task A_dry_run_goes_on_where_another_process_left_it()
    {
        await _scene.LinksAsync(5);
        var replay = await _scene.StartSinceAsync(Long, dryRun: true);
        await _scene.LookAsync(chunk: 2);
        (await _scene.FindAsync(replay)).ShouldSatisfyAllConditions(
            view => (view.State, view.Total, view.Done, view.Marked).ShouldBe((ReplayState.Running, 5, 2, 0)));
        while (await _scene.LookAsync(chunk: 2))
        {
        }

        (await _scene.DifferencesAsync(replay)).Select(row => row.Link).Distinct().Count().ShouldBe(5);
        (await _scene.FindAsync(replay)).ShouldSatisfyAllConditions(
            view => (view.State, view.Done, view.SecondsLeft).ShouldBe((ReplayState.Finished, 5, 0)),
            view => view.Rules.ShouldBe("default"));
    }

    [Fact]
    public async Task Differences_beyond_the_most_are_counted_only()
    {
        await _scene.LinksAsync(2);
        var replay = await _scene.StartSinceAsync(Long, dryRun: true);
        await _scene.LookAsync(most: 7);
        (await _scene.FindAsync(replay)).Differences.ShouldNotBeNull().ShouldBeGreaterThan(7);
        (await _scene.DifferencesAsync(replay)).Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_dry_run_goes_on_while_a_replay_waits_before_it_and_the_connection_is_paused()
    {
        var links = await _scene.LinksAsync(1);
        await _scene.StartAsync(links[0]);
        var dry = await _scene.StartSinceAsync(Long, dryRun: true);
        await _scene.RunAsync(ConnectionMode.Paused);
        (await _scene.FindAsync(dry)).State.ShouldBe(ReplayState.Finished);
        (await _scene.DirtyAsync()).ShouldBeEmpty();
    }
}
