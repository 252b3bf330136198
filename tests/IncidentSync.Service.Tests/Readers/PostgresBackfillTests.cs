using System.Diagnostics;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Connections;
using IncidentSync.Service.State;
using IncidentSync.Service.Tests.Faults;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>The same on the real store.</summary>
public sealed class PostgresBackfillTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private const string Finished = "select kind from listing where finished_at is not null and since_ticks is null";
    private readonly TestDatabase _database = migrated.Database;

    [Fact]
    public Task A_backfill_of_a_thousand_incidents_outlives_a_kill_at_every_third_page() => BackfillAsync(1_000, killedAtEvery: 3);

    [Fact]
    public async Task A_backfill_of_a_hundred_thousand_incidents_outlives_kills_and_tells_how_far_it_is()
    {
        Assert.SkipUnless(Length.IsLong, "It takes minutes: ./dev test --long runs it.");
        var begun = Stopwatch.StartNew();
        var told = await BackfillAsync(100_000, killedAtEvery: 100);
        var perSecond = 100_000 / begun.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{perSecond:0} incidents a second; told at the kills: {string.Join("; ", told)}");
        told.Count.ShouldBeGreaterThan(10);
        told.Select(progress => progress.Read).ShouldBeInOrder(SortDirection.Ascending);

        // Of a tenant that is as busy every hour the time left is right, whatever the pace.
        told.ShouldAllBe(progress => Math.Abs((progress.SecondsLeft!.Value * progress.PerSecond) - (100_000 - progress.Read)) < 2_000);
    }

    /// <summary>What was told of it at each kill.</summary>
    private async Task<List<BackfillView>> BackfillAsync(int incidents, int killedAtEvery)
    {
        await _database.EmptyAsync();
        var told = new List<BackfillView>();
        var scene = new FeedScene("contoso")
        {
            State = new PostgresSyncStore(_database.DataSource),
            LetLeasesRunOut = async () =>
            {
                if (await ProgressAsync() is { } progress)
                {
                    told.Add(progress);
                }

                await _database.ExecuteAsync("update listing set lease_until = clock_timestamp() - interval '1 second'");
            },
        };
        scene.Create(incidents, scene.Connections[0].Timing.Backfill.TotalSeconds / incidents);
        await scene.PollAsync();
        await scene.BackfillAsync(scene.Connections[0], killed: step => step % killedAtEvery == 0);
        (await _database.ReadAsync("select count(*) from link")).ShouldBe([$"{incidents}"]);
        (await _database.ReadAsync(Finished)).ShouldBe([nameof(ListingKind.Backfill)]);
        return told;
    }

    private async Task<BackfillView?> ProgressAsync()
    {
        var rows = await new Listings(_database.DataSource).FindAsync(["contoso"], TestContext.Current.CancellationToken);
        return ListingRow.BackfillOf(rows["contoso"], Portal.Defender);
    }
}
