using IncidentSync.Core.Values;

namespace IncidentSync.Service;

/// <summary>
/// Tells the next stage that a link waits for it. A signal carries a key and no decision: losing, doubling or reordering signals costs
/// time only, because the store knows what waits.
/// </summary>
internal interface ISignals
{
    /// <summary>The link must be planned.</summary>
    Task LinkChangedAsync(LinkId link, CancellationToken cancellationToken);

    /// <summary>The link has writes to send.</summary>
    Task WriteDueAsync(LinkId link, CancellationToken cancellationToken);
}
