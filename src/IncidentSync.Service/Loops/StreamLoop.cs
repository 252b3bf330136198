using IncidentSync.Service.Connections;
using IncidentSync.Service.State;
using IncidentSync.Service.Stream;

namespace IncidentSync.Service.Loops;

/// <summary>Sends the events of a connection to one of its tables for as long as the connection writes.</summary>
internal sealed class StreamLoop(
    StreamTarget target,
    StreamPart part,
    Streamer streamer,
    StreamHealth health,
    ConnectionSet connections,
    StoreHealth store,
    TimeProvider time,
    ILogger<StreamLoop> log)
    : Loop($"Connection {target.Connection}: the stream of {StreamStore.PartOf(part)}", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        // The cursor waits: what happens meanwhile is sent when the connection writes again.
        if (!target.IsOn(connections))
        {
            health.Report(part, StreamHealth.Paused, "", _time.GetUtcNow());
            return Interval;
        }

        return await streamer.RunOnceAsync(stoppingToken);
    }

    protected override Task LeaveAsync() => streamer.LeaveAsync();

    protected override void LogBroken(Exception exception) => log.StreamBroke(exception, target.Connection, StreamStore.PartOf(part));

    protected override TimeSpan AfterFailure(bool isStoreAway)
    {
        var why = isStoreAway ? "the database is unavailable" : "the stream itself failed; see the log";
        health.Report(part, StreamHealth.Failing, why, _time.GetUtcNow());
        return Interval;
    }
}
