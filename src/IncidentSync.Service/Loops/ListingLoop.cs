using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>Reads the lists of one portal whole: one page after the other, behind its feed.</summary>
internal sealed class ListingLoop(
    ListingReader reader,
    string connection,
    Portal portal,
    ConnectionSwitches switches,
    StoreHealth store,
    TimeProvider time,
    ILogger<ListingLoop> log)
    : Loop($"Connection {connection}: reading the lists of {portal} whole", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly Backoff Waits = new(2 * Interval, TimeSpan.FromMinutes(5));

    private int _failures;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        var paused = switches.WhenPaused(connection);
        using var going = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, paused);
        try
        {
            return After(paused.IsCancellationRequested ? new ListingRun.Idle() : await reader.RunOnceAsync(going.Token));
        }
        catch (OperationCanceledException) when (going.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            // Paused while a page was read: it is read again when the lease of the step has run out.
            return TimeSpan.Zero;
        }
    }

    protected override void LogBroken(Exception exception) => log.ListingBroke(exception, connection, portal);

    // A page is stored whole or not at all, so it is read again.
    protected override TimeSpan AfterFailure(bool isStoreAway) => isStoreAway ? Interval : Waits.After(_failures++);

    private TimeSpan After(ListingRun run)
    {
        switch (run)
        {
            case ListingRun.Failed { Failure: Failure.RetryLater { After: { } after } }:
                // Where the portal or its circuit says how long, that is not a failure more: the two waits do not add up.
                return after;
            case ListingRun.Failed:
                return Waits.After(_failures++);
            default:
                _failures = 0;
                return run is ListingRun.Read ? TimeSpan.Zero : Interval;
        }
    }
}
