using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Stream;

/// <summary>How much one call may hold.</summary>
internal sealed record StreamLimits(int Bytes, int Rows);

/// <summary>Fills a batch with the rows of events, in their order.</summary>
internal sealed class StreamRows(StreamTarget target, StreamPart part)
{
    /// <summary>The batch that begins where the table stands.</summary>
    public StreamBatch Fill(StreamPlace place, IReadOnlyList<StreamEvent> events, StreamLimits limits, DateTimeOffset now)
    {
        var (rows, owed, cursor, bytes, isFull) = (new List<StreamRow>(), new List<(long, int?)>(), place.Cursor, 2, false);
        if (place.Gap is { } gap && part == StreamPart.Alerts)
        {
            rows.Add(GapRow(gap, now));
            bytes += rows[0].Json.Length + 1;
        }

        foreach (var one in events)
        {
            var made = RowsOf(one);
            var position = one.Position;
            while (position < made.Count && !isFull)
            {
                isFull = rows.Count > 0 && (rows.Count >= limits.Rows || bytes + made[position].Json.Length + 1 > limits.Bytes);
                if (!isFull)
                {
                    rows.Add(made[position]);
                    bytes += made[position].Json.Length + 1;
                    position++;
                }
            }

            var isWhole = position >= made.Count;
            if (one.OwedId is { } id)
            {
                owed.Add((id, isWhole ? null : position));
            }
            else
            {
                cursor = isWhole ? new StreamCursor(one.Sequence, 0) : cursor with { Position = position };
            }

            if (isFull)
            {
                break;
            }
        }

        return new StreamBatch(rows, cursor, owed, place.Gap is not null)
        {
            From = place.Cursor,
            IsFull = isFull,
            Oldest = events.Where(one => one.Raw is not null).Select(one => one.ReceivedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Min(),
        };
    }

    private List<StreamRow> RowsOf(StreamEvent one)
    {
        if (one.Read() is not ({ } alert, var places))
        {
            return [];
        }

        var row = new AlertRow(target.Connection, target.TenantId, one.EventId, one.Kind, one.Sequence, one.Twin, alert);
        return part == StreamPart.Alerts
            ? [new StreamRow(one.EventId, one.EventId, alert.Id, row.ToJson()) { Bare = row.ToJsonWithoutRaw }]
            :
            [
                .. places.Where(place => place < alert.Evidence.Length).Select(place => new EvidenceRow(row, alert.Evidence[place]))
                    .Select(evidence => new StreamRow(
                        AlertIds.EvidenceOf(alert.Id, evidence.Evidence), one.EventId, alert.Id, evidence.ToJson())
                    {
                        Bare = evidence.ToJsonWithoutRaw,
                    }),
            ];
    }

    private StreamRow GapRow(StreamGap gap, DateTimeOffset now)
    {
        var row = AlertRow.Gap(target.Connection, target.TenantId, gap.From, gap.To, Stamp.Of(now));
        return new StreamRow(row.EventId, row.EventId, "", row.ToJson());
    }
}
