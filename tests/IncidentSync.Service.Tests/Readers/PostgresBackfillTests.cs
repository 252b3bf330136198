using IncidentSync.Service.State;
using IncidentSync.Service.Tests.State;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>The same on the real store.</summary>
public sealed class PostgresBackfillTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private readonly TestDatabase database = migrated.Database;

    [Fact]
    public async Task A_backfill_of_a_thousand_incidents_outlives_a_kill_at_every_third_page()
    {
        await database.EmptyAsync();
        var scene = new FeedScene("contoso")
        {
            State = new PostgresSyncStore(database.DataSource),
            LetLeasesRunOut = () => database.ExecuteAsync("update listing set lease_until = clock_timestamp() - interval '1 second'"),
        };
        scene.Create(1_000);
        await scene.PollAsync();
        await scene.BackfillAsync(scene.Connections[0], killed: step => step % 3 == 0);
        (await database.ReadAsync("select count(*) from link")).ShouldBe(["1000"]);
        (await database.ReadAsync("select kind from listing where finished_at is not null and since_ticks is null"))
            .ShouldBe([nameof(ListingKind.Backfill)]);
    }
}
