using IncidentSync.Service.Connections;
using IncidentSync.Service.State;
using IncidentSync.Service.Stream;

namespace IncidentSync.Service.Loops;

/// <summary>Keeps the alerts comments of a connection's twins for as long as the connection streams.</summary>
internal sealed class TwinCommentLoop(
    StreamTarget target,
    TwinCommentWriter writer,
    StreamStore streams,
    ConnectionSet connections,
    StoreHealth store,
    TimeProvider time,
    ILogger<TwinCommentLoop> log)
    : Loop($"Connection {target.Connection}: the alerts comments", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private bool _isDeclared;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        if (!_isDeclared)
        {
            await streams.DeclareAsync(target, stoppingToken);
            _isDeclared = true;
        }

        if (target.Terms.Comments && target.IsOn(connections))
        {
            await writer.RunOnceAsync(stoppingToken);
        }

        return Interval;
    }

    protected override void LogBroken(Exception exception) => log.TwinCommentsBroke(exception, target.Connection);

    protected override TimeSpan AfterFailure(bool isStoreAway) => Interval;
}
