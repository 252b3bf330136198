using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Service.State;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Links that wait because a portal does not let their writes through, as <c>check</c> counts them.</summary>
public sealed class ObstacleTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly Obstacle Locked = new(ObstacleKind.Denied, "ScopeLocked");
    private static readonly Obstacle Bad = new(ObstacleKind.Refused, "BadRequest");

    private readonly TestDatabase _database = migrated.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_counted_by_obstacle_and_the_one_that_failed_most_often_is_named()
    {
        await _database.EmptyAsync();
        await LeaveAsync("1", link => link with { Obstacle = Locked, Attempts = 1 });
        await LeaveAsync("2", link => link with { Obstacle = Locked, Attempts = 2 });
        await LeaveAsync("3", link => link with { Obstacle = Bad, Attempts = 3 });
        await LeaveAsync("4", link => link with { LastError = "HTTP 503", Attempts = 4 });
        (await new ObstacleQuery(_database.DataSource).CountAsync(Token)).ShouldBe(
        [
            new(Sample.Connection, Locked, 2, Sample.LinkOf("2")),
            new(Sample.Connection, Bad, 1, Sample.LinkOf("3")),
        ]);
    }

    [Fact]
    public async Task One_that_waits_no_more_is_not_counted()
    {
        await _database.EmptyAsync();
        await LeaveAsync("1", link => link with { Obstacle = Locked }, planned: true);
        (await new ObstacleQuery(_database.DataSource).CountAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_older_version_has_stored_in_words_becomes_an_obstacle()
    {
        await _database.EmptyAsync();
        await LeaveAsync("1", link => link with { LastError = "access denied (HTTP 409 ScopeLocked)" });
        await LeaveAsync("2", link => link with { LastError = "refused (HTTP 400 )" });
        await LeaveAsync("3", link => link with { LastError = "HTTP 503" });
        await _database.ExecuteAsync(Rewrite());
        (await _database.ReadAsync("select obstacle || ' ' || obstacle_code from link order by defender_id"))
            .ShouldBe(["Denied ScopeLocked", "Refused HTTP 400", " "]);
    }

    private static string Rewrite()
    {
        var service = typeof(PostgresSyncStore).Assembly;
        using var stream = service.GetManifestResourceStream(
            service.GetManifestResourceNames().Single(name => name.EndsWith("0011_obstacle.sql", StringComparison.Ordinal)))!;
        var script = new StreamReader(stream).ReadToEnd();
        return script[script.IndexOf("update link", StringComparison.Ordinal)..];
    }

    private async Task LeaveAsync(string id, Func<Link, Link> change, bool planned = false)
    {
        var store = new PostgresSyncStore(_database.DataSource);
        await store.StorePageAsync(Sample.Page(Portal.Defender, null, Sample.Defender(id)), Token);
        var terms = new LeaseTerms(TimeSpan.FromMinutes(1), TimeSpan.Zero);
        var claim = (await store.ClaimAsync(Sample.LinkOf(id), terms, Token)).ShouldNotBeNull();
        NextStep next = planned ? new NextStep.Done() : NextStep.Left;
        await store.CommitAsync(claim, new LinkCommit(change(claim.Link), [], "rules", next), Token);
    }
}
