using IncidentSync.Core.Links;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Stream;

/// <summary>Watches one table of a stream for what must never happen.</summary>
internal sealed class StreamWatch(StreamTarget target, ConnectionSet connections, Violations violations)
{
    private StreamCursor? _torn;

    /// <summary>
    /// The events follow the cursor without one missing. A purge between the two reads moves the cursor, so that only a second look at the
    /// same place shows a loss. That is told once, and the stream goes on.
    /// </summary>
    /// <returns>False when the place must be looked at again.</returns>
    public bool Follows(StreamPlace place, IReadOnlyList<StreamEvent> events)
    {
        var first = place.Cursor.Sequence + 1;
        var isWhole = events.Count == 0 ? place.Backlog <= 0 : events.Select((one, at) => one.Sequence == first + at).All(isNext => isNext);
        if (isWhole)
        {
            return true;
        }

        if (_torn != place.Cursor)
        {
            _torn = place.Cursor;
            return false;
        }

        violations.Tell(Invariant.EventLost, target.Connection);
        return true;
    }

    /// <summary>Rows are about to be sent.</summary>
    public void Sends()
    {
        if (connections.All.FirstOrDefault(one => one.Name == target.Connection) is { Mode: not ConnectionMode.Sync })
        {
            violations.Tell(Invariant.WroteUnasked, target.Connection);
        }
    }
}
