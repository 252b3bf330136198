using IncidentSync.Connectors;
using IncidentSync.Service.Readers;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>The alert feed where the portal gives up on single alerts: the others are read, and those once they can be.</summary>
public sealed class UnreadableAlertTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>, IAsyncLifetime
{
    private readonly AlertScene _scene = new(migrated.Database);

    public async ValueTask InitializeAsync() => await migrated.Database.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(17)]
    [InlineData(0)]
    [InlineData(39)]
    public async Task One_alert_that_breaks_its_page_does_not_stop_the_others(int broken)
    {
        Create(40);
        _scene.Portal.Unreadable.Add($"{broken}");
        await _scene.ReadAllAsync();
        (await IdsAsync()).ShouldBe(_scene.Portal.Now.Keys.Except([$"{broken}"]), ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_alert_that_moves_while_its_neighbours_are_read_one_by_one_hides_none_of_them(int call)
    {
        Create(140);
        _scene.Time.Advance(TimeSpan.FromHours(1));
        _scene.Portal.Put("young");
        var alone = 0;
        _scene.Portal.Meet = request =>
        {
            _scene.Portal.MostRows = request.IsBulk && alone < 4 ? 1 : 1_000;
            alone += request.IsBulk && (request.Rows == 1 || alone > 0) ? 1 : 0;
            if (alone == call + 1)
            {
                _scene.Portal.Put(_scene.Portal.Now.Values.Single(alert => alert.Updated == request.Until).Id, "resolved");
                alone = 9;
            }

            return Task.FromResult<AlertOutcome?>(null);
        };
        await _scene.ReadAllAsync();
        (await IdsAsync()).ShouldBe(_scene.Portal.Now.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task An_alert_that_can_be_read_again_is_read_within_an_hour()
    {
        Create(40);
        _scene.Portal.Unreadable.Add("17");
        await _scene.ReadAllAsync();
        _scene.Time.Advance(TimeSpan.FromHours(1));
        _scene.Portal.Unreadable.Clear();
        await _scene.TellAsync("update alert_unreadable set due = now()");
        await _scene.ReadAllAsync();
        (await IdsAsync()).ShouldContain("17");
        (await _scene.AskAsync("select 1 from alert_unreadable")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_alert_behind_all_others_that_can_be_read_again_is_read()
    {
        _scene.Portal.Put("old");
        _scene.Time.Advance(TimeSpan.FromHours(1));
        _scene.Portal.Put("young");
        _scene.Portal.Unreadable.Add("old");
        await _scene.ReadAllAsync();
        _scene.Portal.Unreadable.Clear();
        await _scene.TellAsync("update alert_unreadable set due = now()");
        await _scene.ReadAllAsync();
        (await IdsAsync()).ShouldContain("old");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(39)]
    public async Task What_hides_a_row_lies_in_the_window_and_is_kept_once_however_often_it_is_read(int broken)
    {
        Create(40);
        _scene.Portal.Unreadable.Add($"{broken}");
        await _scene.ReadAllAsync();
        await _scene.TellAsync("update alert_unreadable set due = now()");
        await _scene.ReadAllAsync();
        var since = (await _scene.AskAsync("select since_ticks from alert_unreadable")).Single();
        long.Parse(since).ShouldBeGreaterThan(_scene.Time.GetUtcNow().AddDays(-2).Ticks);
    }

    [Fact]
    public async Task A_portal_that_answers_nothing_hides_no_alert_as_unreadable()
    {
        Create(40);
        _scene.Portal.MostRows = 0;
        (await _scene.PollAsync()).ShouldBeOfType<FeedRun.Failed>();
        _scene.Portal.MostRows = 1_000;
        await _scene.ReadAllAsync();
        (await IdsAsync()).Count.ShouldBe(40);
        (await _scene.AskAsync("select 1 from alert_unreadable")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_alert_that_an_older_replica_of_the_portal_steps_over_behind_one_that_cannot_be_read_is_read()
    {
        Create(140);
        _scene.Time.Advance(TimeSpan.FromHours(1));
        _scene.Portal.Put("readable");
        _scene.Time.Advance(TimeSpan.FromMinutes(2));
        _scene.Portal.Put("young");
        _scene.Portal.Unreadable.Add("young");
        var lags = 0;
        _scene.Portal.Meet = request =>
        {
            lags += request is { Passed: 2, Rows: > 1 } || lags > 0 ? 1 : 0;
            _scene.Portal.Lag = () => lags == 1 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;
            return Task.FromResult<AlertOutcome?>(null);
        };
        await _scene.ReadAllAsync();
        (await IdsAsync()).ShouldBe(_scene.Portal.Now.Keys.Except(["young"]), ignoreOrder: true);
    }

    private void Create(int count)
    {
        foreach (var id in Enumerable.Range(0, count))
        {
            _scene.Time.Advance(TimeSpan.FromMilliseconds(3));
            _scene.Portal.Put($"{id}");
        }
    }

    private async Task<HashSet<string>> IdsAsync() => [.. await _scene.AskAsync("select alert_id from alert")];
}
