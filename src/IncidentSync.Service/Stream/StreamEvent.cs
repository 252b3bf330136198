using System.Collections.Immutable;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Service.Stream;

/// <summary>One event that a table is given: an alert event, or an alert that is owed since its incident was linked.</summary>
/// <param name="Sequence">The sequence of the alert event.</param>
/// <param name="EventId">Its id.</param>
/// <param name="Kind">new, changed or linked.</param>
/// <param name="ReceivedAt">When it was read.</param>
/// <param name="Twin">The twin's name; empty while there is none.</param>
/// <param name="Brought">The places of the evidence that it brings.</param>
/// <param name="Alert">The alert; null where the event is not for this connection.</param>
/// <param name="Position">The first of its rows that is still to be sent.</param>
internal sealed record StreamEvent(
    long Sequence,
    Guid EventId,
    string Kind,
    DateTimeOffset ReceivedAt,
    string Twin,
    ImmutableArray<int> Brought,
    Alert? Alert,
    int Position)
{
    /// <summary>The row of what is owed; null for an event of the log.</summary>
    public long? OwedId { get; init; }
}
