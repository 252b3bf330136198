using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Replays;
using IncidentSync.Service.Connections;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Npgsql;

namespace IncidentSync.Service.Tests.Replays;

/// <summary>Which links a replay marks, when, and how often.</summary>
public sealed class ReplayMarksTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly DateTimeOffset Long = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase _database = migrated.Database;
    private readonly ReplayScene _scene = new(migrated.Database);

    [Fact]
    public async Task Links_are_marked_a_chunk_at_a_time_and_each_once()
    {
        var links = await _scene.LinksAsync(7);
        var replay = await _scene.StartSinceAsync(Long);
        foreach (var chunk in links.Chunk(3))
        {
            (await _scene.MarkAsync()).ShouldBeTrue();
            (await _scene.DirtyAsync()).ShouldBe(chunk);
            await _scene.SettleAsync();
        }

        (await _scene.MarkAsync()).ShouldBeFalse();
        (await _scene.MarksAsync()).ShouldAllBe(marks => marks == 1);
        (await _scene.FindAsync(replay)).ShouldSatisfyAllConditions(
            view => (view.State, view.Total, view.Marked, view.Done, view.SecondsLeft).ShouldBe((ReplayState.Finished, 7, 7, 7, 0)));
    }

    [Fact]
    public async Task A_replay_waits_while_a_chunk_of_links_is_due()
    {
        var links = await _scene.LinksAsync(7);
        var replay = await _scene.StartAsync(links[6]);
        await _database.ExecuteAsync($"update link set dirty_seq = dirty_seq + 1 where id in ('{links[0]}', '{links[1]}', '{links[2]}')");
        (await _scene.MarkAsync()).ShouldBeFalse();
        (await _scene.DirtyAsync()).ShouldBe(links.Take(3));
        (await _scene.FindAsync(replay)).Marked.ShouldBe(0);

        await _scene.SettleAsync();
        (await _scene.MarkAsync()).ShouldBeTrue();
        (await _scene.DirtyAsync()).ShouldBe([links[6]]);
    }

    [Fact]
    public async Task What_rests_does_not_hold_a_replay_up()
    {
        var links = await _scene.LinksAsync(7);
        await _scene.StartAsync(links[6]);
        await _database.ExecuteAsync(
            $"update link set dirty_seq = dirty_seq + 1, not_before = clock_timestamp() + interval '1 hour' where id <> '{links[6]}'");
        (await _scene.MarkAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_marked_link_stands_behind_those_that_wait_already()
    {
        await _scene.LinksAsync(3);
        await _database.ExecuteAsync("update link set not_before = clock_timestamp() - interval '1 hour'");
        await _scene.StartAsync(Sample.LinkOf("1").Value, Sample.LinkOf("2").Value);
        await _scene.ReadAsync(Sample.Defender("3", 2, Sample.Incident.With(AllFields.Title, new Seen<string>("New"))));
        await _database.ExecuteAsync("update link set not_before = clock_timestamp() - interval '1 second' where dirty_seq > done_seq");
        await _scene.MarkAsync();
        (await _scene.Store.FindDueAsync(1, TestContext.Current.CancellationToken)).Single().Id.ShouldBe(Sample.LinkOf("3"));
    }

    [Theory]
    [InlineData(true, "now")]
    [InlineData(false, "later")]
    public async Task A_replay_ends_the_rest_of_a_failure_and_none_that_a_portal_asked_for(bool wakesOnNews, string due)
    {
        var links = await _scene.LinksAsync(1);
        await _database.ExecuteAsync($"update link set not_before = clock_timestamp() + interval '1 hour', wakes_on_news = {wakesOnNews}");
        await _scene.StartAsync(links[0]);
        await _scene.MarkAsync();
        (await _database.ReadAsync("select case when not_before > clock_timestamp() then 'later' else 'now' end from link"))
            .ShouldBe([due]);
    }

    [Theory]
    [InlineData(10, "1")]
    [InlineData(11, "2")]
    [InlineData(12, "")]
    public async Task A_time_chooses_the_links_of_which_a_portal_said_something_since(long ticks, string last)
    {
        await _scene.LinksAsync(3);
        await _scene.ReadAsync(Sample.Defender("1", 10));
        await _scene.ReadAsync(Sample.Sentinel(Sample.TwinOf("2"), 11));
        await _scene.SettleAsync();
        await _scene.StartSinceAsync(Sample.At(ticks).Moment);
        await _scene.MarkAsync();
        var dirty = await _scene.DirtyAsync();
        dirty.Count.ShouldBe(12 - (int)ticks);
        (last.Length == 0 || dirty.Contains(Sample.LinkOf(last).Value)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_time_chooses_the_links_of_which_the_journal_says_something_since()
    {
        var links = await _scene.LinksAsync(3);
        await _database.ExecuteAsync($"""
            insert into journal (link_id, at, kind, reason, rules) values
                ('{links[0]}', '2026-11-22 02:00Z', 'Answer', '', ''), ('{links[1]}', '2026-11-22 01:59Z', 'Answer', '', '')
            """);
        await _scene.StartSinceAsync(new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.Zero));
        await _scene.MarkAsync();
        (await _scene.DirtyAsync()).ShouldBe([links[0]]);
    }

    [Fact]
    public async Task Named_links_are_marked_and_no_others()
    {
        var links = await _scene.LinksAsync(5);
        await _scene.StartAsync(links[1], links[3]);
        await _scene.MarkAsync();
        (await _scene.DirtyAsync()).ShouldBe([links[1], links[3]]);
    }

    [Fact]
    public async Task A_replay_is_finished_when_every_link_was_planned_since_it_was_marked()
    {
        var links = await _scene.LinksAsync(2);
        var replay = await _scene.StartAsync([.. links]);
        await _scene.MarkAsync();
        await _database.ExecuteAsync($"update link set done_seq = dirty_seq where id = '{links[0]}'");
        await _scene.MarkAsync();
        (await StateAsync(replay)).ShouldBe((ReplayState.Waiting, 2, 1));
        await _scene.SettleAsync();
        await _scene.MarkAsync();
        (await StateAsync(replay)).ShouldBe((ReplayState.Finished, 2, 2));
        (await _database.ReadAsync("select count(*) from replay_link")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_link_that_was_in_a_workers_hands_is_planned_again_after_that()
    {
        await _scene.LinksAsync(1);
        await _scene.ReadAsync(Sample.Defender("1", 2, Sample.Incident.With(AllFields.Title, new Seen<string>("New"))));
        var claim = (await ClaimAsync()).ShouldNotBeNull();
        var replay = await _scene.StartAsync(claim.Link.Id.Value);
        await _scene.MarkAsync();
        await PlanAsync(claim);
        (await StateAsync(replay)).ShouldBe((ReplayState.Waiting, 1, 0));
        await PlanAsync((await ClaimAsync()).ShouldNotBeNull());
        (await StateAsync(replay)).Done.ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_dies_within_a_chunk_has_marked_none_of_it()
    {
        var links = await _scene.LinksAsync(4);
        var replay = await _scene.StartSinceAsync(Long);
        await _scene.MarkAsync();
        await _scene.SettleAsync();
        await DyingAsync(() => _scene.MarkAsync().ShouldThrowAsync<PostgresException>());
        (await StateAsync(replay)).ShouldBe((ReplayState.Running, 3, 3));
        (await _scene.DirtyAsync()).ShouldBeEmpty();
        await _scene.MarkAsync();
        (await _scene.DirtyAsync()).ShouldBe([links[3]]);
        (await _scene.MarksAsync()).ShouldAllBe(marks => marks == 1);
    }

    [Fact]
    public async Task Replicas_that_mark_at_the_same_time_mark_each_link_once()
    {
        await _scene.LinksAsync(40);
        var replay = await _scene.StartSinceAsync(Long);
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _scene.MarkAsync(chunk: 5)));
            await _scene.SettleAsync();
        }

        await _scene.MarkAsync();
        (await _scene.MarksAsync()).ShouldAllBe(marks => marks == 1);
        (await StateAsync(replay)).ShouldBe((ReplayState.Finished, 40, 40));
    }

    [Fact]
    public async Task A_replay_in_another_replicas_hands_is_left_there_and_so_are_those_behind_it()
    {
        var links = await _scene.LinksAsync(2);
        var first = await _scene.StartAsync(links[0]);
        await _scene.StartAsync(links[1]);
        await using var other = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand($"select 1 from replay where id = {first} for update", other))
        {
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await _scene.MarkAsync()).ShouldBeFalse();
        (await _scene.DirtyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_oldest_replay_comes_first()
    {
        var links = await _scene.LinksAsync(2);
        await _scene.StartAsync(links[1]);
        var second = await _scene.StartAsync(links[0]);
        await _scene.MarkAsync();
        (await _scene.DirtyAsync()).ShouldBe([links[1]]);
        (await _scene.FindAsync(second)).State.ShouldBe(ReplayState.Queued);
    }

    [Theory]
    [InlineData(nameof(ConnectionMode.Sync), 1)]
    [InlineData(nameof(ConnectionMode.Observe), 1)]
    [InlineData(nameof(ConnectionMode.Paused), 0)]
    public async Task Nothing_is_marked_while_the_connection_is_paused(string mode, int marked)
    {
        var links = await _scene.LinksAsync(1);
        await _scene.StartAsync([.. links]);
        await _scene.RunAsync(Enum.Parse<ConnectionMode>(mode));
        (await _scene.DirtyAsync()).Count.ShouldBe(marked);
    }

    private async Task<(ReplayState State, int Marked, int Done)> StateAsync(long replay)
    {
        var view = await _scene.FindAsync(replay);
        return (view.State, view.Marked, view.Done);
    }

    private Task<Claim?> ClaimAsync() => _scene.Store.ClaimAsync(
        Sample.LinkOf("1"), new LeaseTerms(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);

    private Task PlanAsync(Claim claim) =>
        _scene.Store.CommitAsync(
            claim, new LinkCommit(claim.Link, [], "rules", new NextStep.Done()), TestContext.Current.CancellationToken);

    // The links are marked by then, and the transaction fails.
    private async Task DyingAsync(Func<Task> happens)
    {
        await _database.ExecuteAsync("""
            create function die() returns trigger language plpgsql as $$ begin raise exception 'the process died'; end $$;
            create trigger die before update on replay for each row when (new.passed > old.passed) execute function die()
            """);
        await happens();
        await _database.ExecuteAsync("drop function die cascade");
    }
}
