using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Service.Stream;

/// <summary>One event that a table is given: an alert event, or an alert that is owed since its incident was linked.</summary>
/// <param name="Sequence">The sequence of the alert event.</param>
/// <param name="EventId">Its id.</param>
/// <param name="Kind">new, changed or linked.</param>
/// <param name="ReceivedAt">When it was read.</param>
/// <param name="Twin">The twin's name; empty while there is none.</param>
/// <param name="Brought">The places of the evidence that it brings.</param>
/// <param name="Raw">The alert as it came; null where the event is not for this connection.</param>
/// <param name="Position">The first of its rows that is still to be sent.</param>
internal sealed record StreamEvent(
    long Sequence,
    Guid EventId,
    string Kind,
    DateTimeOffset ReceivedAt,
    string Twin,
    ImmutableArray<int> Brought,
    byte[]? Raw,
    int Position)
{
    /// <summary>The row of what is owed; null for an event of the log.</summary>
    public long? OwedId { get; init; }

    /// <summary>Reads the alert and the places of the evidence that is sent with it. Only what has room in a batch is read.</summary>
    public (Alert? Alert, ImmutableArray<int> Places) Read()
    {
        if (Raw is null)
        {
            return (null, []);
        }

        using var json = JsonDocument.Parse(Raw);
        var alert = AlertReading.Read(json.RootElement).Alert;
        return (alert, alert is not null && OwedId is not null ? All(alert) : Brought);
    }

    // An alert that is sent whole brings each distinct piece once.
    private static ImmutableArray<int> All(Alert alert) =>
        [.. alert.Evidence.Index().DistinctBy(piece => piece.Item.Digest).Select(piece => piece.Index)];
}
