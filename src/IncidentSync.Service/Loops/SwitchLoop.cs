using IncidentSync.Core.Fields;
using IncidentSync.Service.Admin.Connections;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>
/// Keeps this replica's switches as the store has them: a pause holds on every replica within seconds, and over restarts. Brakes stop
/// writes in the store itself; here they are told of, and so are comments that wait because another deployment carries them, too.
/// </summary>
internal sealed class SwitchLoop(
    Pauses pauses,
    Brakes brakes,
    CommentHolds comments,
    ConnectionSet connections,
    StoreHealth store,
    TimeProvider time,
    ILogger<SwitchLoop> log)
    : Loop("Asking which connections are paused", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private IReadOnlyDictionary<string, BrakeView> _brakes = new Dictionary<string, BrakeView>();
    private IReadOnlyDictionary<string, long> _held = new Dictionary<string, long>();

    // It is registered before the bus and the feeds: what is paused is known before the first of them works.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RunOnceAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Asks the store which connections are paused, and which brakes are on.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        connections.Switches.Set(await pauses.FindAsync(cancellationToken));
        var now = await brakes.FindAsync(null, cancellationToken);
        foreach (var (connection, brake) in now.Where(on => !_brakes.ContainsKey(on.Key)))
        {
            log.BrakeOn(connection, brake.Reason);
        }

        foreach (var connection in _brakes.Keys.Where(name => !now.ContainsKey(name)))
        {
            log.BrakeReleased(connection);
        }

        _brakes = now;
        var held = await comments.CountAsync(HoldReason.ForeignMarkers, cancellationToken);
        foreach (var (connection, links) in held.Where(links => !_held.ContainsKey(links.Key)))
        {
            log.CommentsHeld(connection, links);
        }

        _held = held;
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        await RunOnceAsync(stoppingToken);
        return Interval;
    }

    protected override void LogBroken(Exception exception) => log.SwitchesBroke(exception);

    // What was paused last stays paused.
    protected override TimeSpan AfterFailure(bool isStoreAway) => Interval;
}
