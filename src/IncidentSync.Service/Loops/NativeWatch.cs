using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>Asks one workspace whether Microsoft's own sync serves it: until it answers, and then every hour.</summary>
internal sealed class NativeWatch(SyncConnection connection, StoreHealth store, TimeProvider time, ILogger<NativeWatch> log)
    : Loop($"Connection {connection.Name}: asking for Microsoft's own sync", store, time, log)
{
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private string _toldFailure = "";

    /// <summary>Asks once.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var (wasUnknown, wasOn) = (connection.Native.IsUnknown, connection.Native.IsOn);
        switch (await connection.Sentinel.AskNativeAsync(cancellationToken))
        {
            case NativeOutcome.Told told:
                connection.Native.Told(told.IsOn);
                break;
            case NativeOutcome.Failed { Failure: Failure.Denied or Failure.Refused }:
                // The app need not be allowed to see connectors; the incidents tell as well.
                connection.Native.Told(false);
                break;
            case NativeOutcome.Failed failed when failed.Failure.Summary != _toldFailure && connection.Native.IsUnknown:
                _toldFailure = failed.Failure.Summary;
                log.NativeUnknown(connection.Name, _toldFailure);
                break;
        }

        if (!connection.Native.IsUnknown && (wasUnknown || connection.Native.IsOn != wasOn))
        {
            log.NativeIs(connection.Name, connection.Native.IsOn ? "on" : "off");
        }
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        if (!connection.Native.MustAsk)
        {
            return Timeout.InfiniteTimeSpan;
        }

        await RunOnceAsync(stoppingToken);
        return Pace;
    }

    protected override void LogBroken(Exception exception) => log.NativeBroke(exception, connection.Name);

    // Until it is known, what depends on it waits.
    protected override TimeSpan AfterFailure(bool isStoreAway) => Pace;

    private TimeSpan Pace => connection.Native.IsAnswered ? Hourly : Soon;
}
