using IncidentSync.Service.Connections;
using IncidentSync.Service.Stream;
using IncidentSync.Service.Telemetry;
using IncidentSync.Service.Tests.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>An event that is missing behind a stream's cursor is told, and stops nothing.</summary>
public sealed class StreamWatchTests : IDisposable
{
    private readonly Instruments _instruments = new();
    private readonly Measured _measured;
    private readonly StreamWatch _watch;

    public StreamWatchTests()
    {
        _measured = new Measured(_instruments);
        _watch = new StreamWatch(
            new StreamTarget("contoso", "tenant", "source", null!, null!), new ConnectionSet([]),
            new Violations(_instruments, NullLogger<Violations>.Instance));
    }

    public void Dispose()
    {
        _measured.Dispose();
        _instruments.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Events_that_follow_the_cursor_are_whole(int count) =>
        _watch.Follows(At(7, backlog: count), [.. Enumerable.Range(8, count).Select(Event)]).ShouldBeTrue();

    [Theory]
    [InlineData(9, 10)]
    [InlineData(8, 10)]
    [InlineData]
    public void What_is_still_missing_at_the_second_look_is_told_and_passed(params int[] sequences)
    {
        _watch.Follows(At(7, backlog: 3), [.. sequences.Select(Event)]).ShouldBeFalse();
        _measured.Of("invariant.violations").ShouldBeEmpty();
        _watch.Follows(At(7, backlog: 3), [.. sequences.Select(Event)]).ShouldBeTrue();
        _measured.Of("invariant.violations", "invariant=eventLost").Count.ShouldBe(1);
    }

    [Fact]
    public void A_cursor_that_a_purge_moved_meanwhile_is_no_loss()
    {
        _watch.Follows(At(7, backlog: 3), [Event(10)]).ShouldBeFalse();
        _watch.Follows(At(9, backlog: 1), [Event(10)]).ShouldBeTrue();
        _measured.Of("invariant.violations").ShouldBeEmpty();
    }

    private static StreamPlace At(long sequence, long backlog) =>
        new(1, new StreamCursor(sequence, 0), TimeSpan.Zero, null) { Backlog = backlog };

    private static StreamEvent Event(int sequence) =>
        new(sequence, Guid.Empty, "new", DateTimeOffset.UnixEpoch, "", [], null, 0);
}
