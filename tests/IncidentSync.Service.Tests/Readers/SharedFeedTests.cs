using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Readers;
using IncidentSync.Simulation;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>Connections on the same Defender tenant share one feed.</summary>
public sealed class SharedFeedTests
{
    private readonly FeedScene _scene = new("east", "north", "west");

    [Fact]
    public async Task One_list_call_a_poll_serves_all_of_them()
    {
        await _scene.PollAsync();
        _scene.Create(3);
        (await _scene.PollAsync()).ShouldBe((new FeedRun.Read(9), 1));
        (await _scene.PollAsync()).ShouldBe((new FeedRun.Read(0), 1));
        _scene.Connections.Select(_scene.Known).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public async Task One_that_is_paused_does_not_stop_the_others_and_misses_nothing()
    {
        await _scene.PollAsync();
        _scene.Create(2);
        await _scene.PollAsync(_scene.Connections[0], _scene.Connections[1]);
        _scene.Connections.Select(_scene.Known).ShouldBe([2, 2, 0]);
        _scene.Time.Advance(TimeSpan.FromHours(1));
        _scene.Create(1);
        (await _scene.PollAsync()).Lists.ShouldBe(1);
        _scene.Connections.Select(_scene.Known).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public async Task A_new_one_reads_its_own_past_and_leaves_the_cursors_of_the_others()
    {
        _scene.Create(130, secondsApart: 10);
        await _scene.PollAsync(_scene.Connections[0], _scene.Connections[1]);
        await _scene.BackfillAsync(_scene.Connections[0]);
        _scene.Time.Advance(TimeSpan.FromHours(1));
        (await _scene.PollAsync()).ShouldBe((new FeedRun.Read(50), 2));
        (await CursorAsync(0)).ShouldBe(await CursorAsync(2));
        await _scene.BackfillAsync(_scene.Connections[2]);
        _scene.Connections.Select(_scene.Known).ShouldBe([130, 50, 130]);
    }

    [Fact]
    public async Task A_portal_that_fails_moves_nobodys_cursor()
    {
        await _scene.PollAsync();
        _scene.Create(1);
        _scene.Fault = () => new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "busy"));
        (await _scene.PollAsync()).Run.ShouldBeOfType<FeedRun.Failed>();
        _scene.Fault = () => null;
        (await _scene.PollAsync()).Run.ShouldBe(new FeedRun.Read(3));
    }

    private Task<Stamp?> CursorAsync(int connection) =>
        _scene.Store.LoadCursorAsync(_scene.Connections[connection].Name, Portal.Defender, TestContext.Current.CancellationToken);
}
