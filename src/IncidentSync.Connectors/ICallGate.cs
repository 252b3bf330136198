using IncidentSync.Core.Links;

namespace IncidentSync.Connectors;

/// <summary>
/// Admits every request to a portal and hears its result. It holds the quotas and the circuits, which no stage sees. A request that it does
/// not admit is never sent.
/// </summary>
public interface ICallGate
{
    /// <summary>Null when the request may be sent, and then <see cref="LeaveAsync"/> follows; else when to ask again, and why.</summary>
    Task<Failure.RetryLater?> EnterAsync(PortalCall call, CancellationToken cancellationToken);

    /// <summary>The admitted request has ended.</summary>
    Task LeaveAsync(PortalCall call, CallReport report);
}
