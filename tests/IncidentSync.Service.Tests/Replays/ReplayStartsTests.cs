using IncidentSync.Service.Admin.Replays;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Replays;

/// <summary>What becomes of a call that asks for a replay.</summary>
public sealed class ReplayStartsTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly ReplayRequest Everything = new(Sample.Connection, DateTimeOffset.UnixEpoch, null, DryRun: true);
    private readonly ReplayScene _scene = new(migrated.Database);

    [Fact]
    public async Task The_same_call_under_the_same_key_is_the_same_replay()
    {
        var links = await _scene.LinksAsync(2);
        var request = Everything with { Since = null, Ids = [.. links] };
        var first = (await _scene.StartAsync(request, "key")).ShouldBeOfType<ReplayStart.Standing>();
        var second = (await _scene.StartAsync(request, "key")).ShouldBeOfType<ReplayStart.Standing>();
        (first.IsNew, second.IsNew, second.Id).ShouldBe((true, false, first.Id));
        (await _scene.StartAsync(request, "KEY")).ShouldBeOfType<ReplayStart.Standing>().IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task Calls_that_come_at_once_under_one_key_are_one_replay()
    {
        await _scene.LinksAsync(1);
        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _scene.StartAsync(Everything, "at once")));
        calls.Cast<ReplayStart.Standing>().Select(call => call.Id).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_does_not_stand_for_another_request()
    {
        await _scene.LinksAsync(1);
        await _scene.StartAsync(Everything, "key");
        (await _scene.StartAsync(Everything with { DryRun = false }, "key")).ShouldBeOfType<ReplayStart.KeyOfAnother>();
        (await _scene.StartAsync(Everything with { Connection = "fabrikam" }, "key")).ShouldBeOfType<ReplayStart.KeyOfAnother>();
    }

    [Fact]
    public async Task No_more_than_five_of_a_connection_run_at_once()
    {
        await _scene.LinksAsync(1);
        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _scene.StartAsync(Everything, null)));
        calls.OfType<ReplayStart.Standing>().Count().ShouldBe(5);
        calls.OfType<ReplayStart.TooMany>().Count().ShouldBe(3);
        while (await _scene.LookAsync())
        {
        }

        (await _scene.StartAsync(Everything, null)).ShouldBeOfType<ReplayStart.Standing>();
    }

    [Fact]
    public async Task Links_of_another_connection_or_none_are_not_replayed()
    {
        var links = await _scene.LinksAsync(1);
        var strange = Everything with { Since = null, Ids = [links[0], Guid.AllBitsSet] };
        (await _scene.StartAsync(strange, null)).ShouldBe(new ReplayStart.NoSuchLinks(1));
        (await _scene.StartAsync(strange with { Connection = "fabrikam" }, null)).ShouldBe(new ReplayStart.NoSuchLinks(2));
        (await migrated.Database.ReadAsync("select count(*) from replay")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Of_many_replays_the_newest_hundred_are_kept_and_the_differences_of_ten()
    {
        await _scene.LinksAsync(1);
        for (var call = 0; call < 104; call++)
        {
            await _scene.StartAsync(Everything);
            while (await _scene.LookAsync())
            {
            }
        }

        (await migrated.Database.ReadAsync("select count(*) from replay")).ShouldBe(["101"]);
        (await migrated.Database.ReadAsync("select count(distinct replay_id) from replay_difference")).ShouldBe(["11"]);
    }
}
