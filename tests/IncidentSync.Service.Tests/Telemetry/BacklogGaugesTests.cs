using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>What waits in the database is told as it stands there, and zero where nothing waits.</summary>
public sealed class BacklogGaugesTests : IAsyncLifetime, IDisposable
{
    private static readonly LeaseTerms Terms = new(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
    private static readonly Intent Note = new Intent.Comment(Portal.Sentinel, "note", "text", [], Sent: true);
    private readonly PostgresFixture _postgres;
    private readonly SmallWorld _world = new();
    private readonly BacklogGauges _gauges;
    private readonly Measured _measured;
    private TestDatabase _database = null!;

    public BacklogGaugesTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        _gauges = new BacklogGauges(_world.Instruments, _world.Connections);
        _measured = new Measured(_world.Instruments);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(_postgres);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task Where_nothing_waits_there_are_zeros_and_not_nothing()
    {
        await LookAsync();
        _measured.All.Select(one => $"{one.Name} {one.Value}").ShouldBe(
        [
            "incidentsync.links.due 0", "incidentsync.links.oldest_due 0", "incidentsync.links.in_flight 0",
            "incidentsync.intents.open 0", "incidentsync.intents.open 0",
            "incidentsync.intents.doubtful 0", "incidentsync.intents.doubtful 0",
            "incidentsync.brake.active 0", "incidentsync.sweep.divergent 0",
        ]);
    }

    [Fact]
    public async Task What_waits_is_counted_by_what_it_waits_for()
    {
        await StoreAsync("1", "2", "3", "4");
        await LeaveAsync("1", link => link with { Held = link.Held.Add(AllFields.Status, HoldReason.UnknownValue), Intents = [Note] });
        await LeaveAsync("2", link => link with { Attempts = 8, Obstacle = new(ObstacleKind.Refused, "BadRequest") });
        await ClaimAsync("3");
        await _database.ExecuteAsync("update brake set engaged_at = clock_timestamp()");
        await _database.ExecuteAsync("update link set not_before = clock_timestamp() - interval '1 minute'");
        await LookAsync();
        (_measured.Sum("links.due"), _measured.Sum("links.in_flight"), _measured.Sum("brake.active")).ShouldBe((3, 1, 1));
        _measured.Sum("links.oldest_due").ShouldBeGreaterThanOrEqualTo(60);
        _measured.Sum("links.held", "field=status reason=unknownValue").ShouldBe(1);
        _measured.Sum("links.quarantined", "reason=refused").ShouldBe(1);
        (_measured.Sum("intents.open", "portal=sentinel"), _measured.Sum("intents.doubtful", "portal=sentinel")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_the_sweeps_found_is_told_for_both_portals_together()
    {
        await KnowSweepsAsync();
        await _database.ExecuteAsync(
            "update listing set divergent = case portal when 'Defender' then 2 else 3 end where kind = 'OpenSweep'");
        await LookAsync();
        _measured.Of("sweep.divergent").Single().Value.ShouldBe(5);
    }

    [Fact]
    public async Task A_sweep_is_as_old_as_the_portal_that_was_listed_first()
    {
        await KnowSweepsAsync();
        await _database.ExecuteAsync("update listing set due_from = clock_timestamp() - interval '1 hour' where kind = 'OpenSweep'");
        await _database.ExecuteAsync("update listing set due_from = due_from - interval '1 hour' where portal = 'Sentinel'");
        await LookAsync();
        _measured.Of("sweep.age", "kind=open").Single().Value.ShouldBe(7200, 600);
        _measured.Of("sweep.age", "kind=closed").Single().Value.ShouldBe(3600, 600);
    }

    [Fact]
    public async Task A_backfill_is_no_sweep()
    {
        await StoreAsync("1");
        var gap = new FeedRange(Sample.At(1), Sample.At(9));
        await new PostgresSyncStore(_database.DataSource).StorePageAsync(
            Sample.Page(Portal.Defender, Sample.At(20)) with { Gap = gap }, Token);
        await LookAsync();
        _measured.Of("sweep.age").ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_database_is_away_there_are_no_numbers()
    {
        await LookAsync();
        _gauges.Set(null, []);
        var told = _measured.All.Count;
        _measured.AskGauges();
        _measured.All.Count.ShouldBe(told);
    }

    [Fact]
    public async Task A_takeover_is_told_by_PostgreSQL_too()
    {
        var taken = new List<string>();
        var store = new PostgresSyncStore(_database.DataSource) { TakenOver = taken.Add };
        await StoreAsync("1");
        await ClaimAsync("1");
        await _database.ExecuteAsync("update link set lease_until = clock_timestamp() - interval '1 minute'");
        (await store.ClaimAsync(Sample.LinkOf("1"), Terms, Token)).ShouldBeNull();
        (await store.ClaimAsync(Sample.LinkOf("1"), Terms, Token)).ShouldBeNull();
        taken.ShouldBe([Sample.Connection]);
    }

    private async Task LookAsync()
    {
        _gauges.Set(await new BacklogRows(_database.DataSource).ReadAsync(8, Token), []);
        _measured.AskGauges();
    }

    private Task StoreAsync(params string[] ids) => new PostgresSyncStore(_database.DataSource).StorePageAsync(
        Sample.Page(Portal.Defender, null, [.. ids.Select(id => Sample.Defender(id))]), Token);

    /// <summary>Both portals' lists are known; none was read yet.</summary>
    private async Task KnowSweepsAsync()
    {
        await StoreAsync("1");
        foreach (var portal in Portals.Both)
        {
            var terms = new ListingTerms(
                Sample.Connection, portal, TimeSpan.FromHours(1), TimeSpan.FromDays(1), Sample.At(1), Sample.At(9), Terms.Lease);
            (await new PostgresSyncStore(_database.DataSource).TakeListingAsync(terms, Token)).ShouldBeNull();
        }
    }

    private Task<Claim?> ClaimAsync(string id) => new PostgresSyncStore(_database.DataSource).ClaimAsync(Sample.LinkOf(id), Terms, Token);

    private async Task LeaveAsync(string id, Func<Link, Link> change)
    {
        var claim = (await ClaimAsync(id)).ShouldNotBeNull();
        var commit = new LinkCommit(change(claim.Link), [], "rules", NextStep.Left);
        await new PostgresSyncStore(_database.DataSource).CommitAsync(claim, commit, Token);
    }
}
