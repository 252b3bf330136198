using IncidentSync.Core.Links;

namespace IncidentSync.Connectors;

/// <summary>
/// Is asked before every request to a portal, and hears what came of it: the place of budgets and of circuits, which no stage sees. A
/// request that it does not let through was never sent.
/// </summary>
public interface ICallGate
{
    /// <summary>Null when the request may be sent, and then <see cref="LeaveAsync"/> follows; else when to ask again, and why.</summary>
    Task<Failure.RetryLater?> EnterAsync(PortalCall call, CancellationToken cancellationToken);

    /// <summary>The request that was let through has ended.</summary>
    Task LeaveAsync(PortalCall call, CallReport report);
}
