using IncidentSync.Core.Values;
using IncidentSync.Service.Quotas;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>A budget is one for all replicas: two stores on one database stand for them.</summary>
public sealed class QuotaStoreTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>, IAsyncLifetime
{
    private const string Key = "incidentputs/contoso";
    private static readonly Quota Quota = new(10, TimeSpan.FromMinutes(5), Kept: 4);

    private readonly TestDatabase _database = migrated.Database;
    private readonly QuotaStore _store = new(migrated.Database.DataSource);
    private readonly QuotaStore _other = new(migrated.Database.DataSource);

    public async ValueTask InitializeAsync() => await _database.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Replicas_that_call_at_once_take_no_more_than_the_limit()
    {
        var calls = Enumerable.Range(0, 100).Select(call => TakeAsync(call % 2 == 0 ? _store : _other));
        (await Task.WhenAll(calls)).Count(turn => turn is null).ShouldBe(Quota.Calls);
    }

    [Fact]
    public async Task What_was_taken_comes_back_when_the_window_has_passed()
    {
        await TakenAsync(100);
        await PassAsync(Quota.Window);
        (await TakenAsync(100)).ShouldBe(Quota.Calls);
    }

    [Fact]
    public async Task What_yields_leaves_a_part_to_what_does_not()
    {
        (await TakenAsync(100, yields: true)).ShouldBe(Quota.Calls - Quota.Kept);
        (await TakenAsync(100)).ShouldBe(Quota.Kept);
    }

    [Fact]
    public async Task Turns_follow_one_another_at_the_pace_of_the_limit_and_none_is_longer_than_the_window()
    {
        await TakenAsync(Quota.Calls);
        await PassAsync(Quota.Window - TimeSpan.FromSeconds(60));
        var turns = new List<TimeSpan>();
        for (var call = 0; call < 20; call++)
        {
            turns.Add((await TakeAsync(_store))!.After);
        }

        turns.ShouldBe(turns.Order());
        (turns[3] - turns[0]).ShouldBe(3 * (Quota.Window / Quota.Calls), TimeSpan.FromSeconds(30));
        turns[^1].ShouldBe(Quota.Window);
    }

    [Fact]
    public async Task What_waits_behind_a_backfill_does_not_delay_an_edit()
    {
        await TakenAsync(100, yields: true);
        await TakenAsync(Quota.Kept);
        await PassAsync(Quota.Window / 2);
        await TakenAsync(20, yields: true);
        (await TakeAsync(_store))!.After.ShouldBeLessThanOrEqualTo(Quota.Window / 2);
    }

    [Fact]
    public async Task Fewer_calls_are_left_when_others_call_too()
    {
        (await TakenAsync(100, leftOver: 0)).ShouldBe(0);
        (await TakeAsync(_store, leftOver: 1)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_what_the_portal_says_is_left_what_yields_takes_its_share_and_edits_the_rest()
    {
        var minimum = Quota with { Trust = 10 };
        var yielded = await CountDownAsync(10, minimum, yields: true);
        (yielded, await CountDownAsync(10 - yielded, minimum, yields: false)).ShouldBe((6, 4));
        await PassAsync(Quota.Window);
        (await CountDownAsync(1, minimum, yields: true), await CountDownAsync(1, minimum, yields: false)).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Half_of_what_the_portal_says_is_left_may_be_used_beyond_the_documented_limit_but_not_by_what_yields()
    {
        await TakenAsync(Quota.Calls);
        (await TakeAsync(_store, yields: true, leftOver: 100)).ShouldNotBeNull();
        (await TakeAsync(_store, leftOver: 100)).ShouldBeNull();
    }

    [Fact]
    public async Task A_portal_that_refused_more_than_it_had_promised_is_not_believed_for_a_while()
    {
        await _store.BlockAsync(Key, TimeSpan.FromSeconds(1), 0, Token);
        await PassAsync(TimeSpan.FromSeconds(1));
        (await TakenAsync(100, leftOver: 1000)).ShouldBe(Quota.Calls);
        await PassAsync(TimeSpan.FromHours(1));
        (await TakenAsync(Quota.Calls + 1, leftOver: 1000)).ShouldBe(Quota.Calls + 1);
    }

    [Fact]
    public async Task A_guaranteed_minimum_is_exceeded_until_the_portal_refuses_and_then_not_for_an_hour()
    {
        var minimum = Quota with { Trust = 3 };
        (await TakenAsync(100, quota: minimum)).ShouldBe(3 * Quota.Calls);
        await _store.BlockAsync(Key, TimeSpan.FromSeconds(1), 0, Token);
        await PassAsync(Quota.Window);
        (await TakenAsync(100, quota: minimum)).ShouldBe(Quota.Calls);
        await PassAsync(TimeSpan.FromHours(1));
        (await TakenAsync(100, quota: minimum)).ShouldBe(3 * Quota.Calls);
    }

    [Fact]
    public async Task After_a_refusal_no_replica_calls_before_the_time_it_gave()
    {
        await _store.BlockAsync(Key, TimeSpan.FromSeconds(170), 0, Token);
        var turn = (await TakeAsync(_other)).ShouldNotBeNull();
        turn.IsBlocked.ShouldBeTrue();
        turn.After.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(170));
        await PassAsync(turn.After);
        (await TakeAsync(_other)).ShouldBeNull();
    }

    [Fact]
    public async Task A_shorter_pause_does_not_end_a_longer_one()
    {
        await _store.BlockAsync(Key, TimeSpan.FromHours(1), 0, Token);
        await _other.BlockAsync(Key, TimeSpan.FromSeconds(1), 0, Token);
        (await TakeAsync(_store))!.After.ShouldBeGreaterThan(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Refusals_that_do_not_say_for_how_long_double_the_pause_up_to_five_minutes()
    {
        var pauses = new List<int>();
        for (var refusal = 0; refusal < 9; refusal++)
        {
            await _store.BlockAsync(Key, null, spread: 1, Token);
            pauses.Add(await PauseAsync());
            await PassAsync(TimeSpan.FromSeconds(pauses[^1]));
        }

        var backoff = new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));
        pauses.ShouldBe(Enumerable.Range(0, 9).Select(earlier => (int)backoff.After(earlier).TotalSeconds));
    }

    [Fact]
    public async Task Refusals_of_calls_that_were_under_way_together_count_once()
    {
        for (var refusal = 0; refusal < 9; refusal++)
        {
            await _store.BlockAsync(Key, null, spread: 1, Token);
            await PassAsync(TimeSpan.FromSeconds(refusal < 7 ? 300 : 0));
        }

        (await _database.ReadAsync("select strikes from quota")).ShouldBe(["8"]);
    }

    [Fact]
    public async Task Chance_takes_up_to_half_of_such_a_pause_away()
    {
        await _store.BlockAsync(Key, null, spread: 0, Token);
        (await PauseAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_spent_and_who_is_blocked_can_be_read()
    {
        await TakenAsync(3);
        var spent = await _store.ReadAsync([(Key, Quota.Window), ("nobody", Quota.Window)], Token);
        spent.ShouldHaveSingleItem().ShouldBe(new(Key, new QuotaUse(3, 0, null, IsDistrusted: false)));
        await _store.BlockAsync(Key, TimeSpan.FromMinutes(1), 0, Token);
        (await _store.ReadAsync([(Key, Quota.Window)], Token))[Key].BlockedUntil.ShouldNotBeNull();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Both times were counted from the same moment.
    private async Task<int> PauseAsync() => int.Parse((await _database.ReadAsync(
        "select extract(epoch from blocked_until - distrusted_until + interval '1 hour')::int from quota")).Single());

    private Task<QuotaWait?> TakeAsync(QuotaStore by, bool yields = false, int? leftOver = null, Quota? quota = null) =>
        by.TakeAsync(Key, quota ?? Quota, yields, leftOver, Token);

    // The portal's own count goes down with every call.
    private async Task<int> CountDownAsync(int from, Quota quota, bool yields)
    {
        var taken = 0;
        while (await TakeAsync(_store, yields, from - taken, quota) is null)
        {
            taken++;
        }

        return taken;
    }

    private async Task<int> TakenAsync(int calls, bool yields = false, int? leftOver = null, Quota? quota = null)
    {
        var taken = 0;
        for (var call = 0; call < calls; call++)
        {
            taken += await TakeAsync(_store, yields, leftOver, quota) is null ? 1 : 0;
        }

        return taken;
    }

    // The database's clock cannot be moved, so what is stored moves the other way.
    private Task PassAsync(TimeSpan by) => _database.ExecuteAsync(
        $"""
        update quota set taken = array(select t - '{by}'::interval from unnest(taken) t order by t),
            yielded = array(select t - '{by}'::interval from unnest(yielded) t order by t),
            blocked_until = blocked_until - '{by}'::interval,
            promised_until = promised_until - '{by}'::interval, yielding_until = yielding_until - '{by}'::interval,
            distrusted_until = distrusted_until - '{by}'::interval
        """);
}
