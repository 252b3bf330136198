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
            IsFull = isFull,
            Oldest = events.Where(one => one.Alert is not null).Select(one => one.ReceivedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Min(),
        };
    }

    private List<StreamRow> RowsOf(StreamEvent one)
    {
        if (one.Alert is not { } alert)
        {
            return [];
        }

        var origin = new AlertOrigin(target.Connection, target.TenantId, one.EventId, one.Kind, one.Sequence, one.Twin);
        if (part == StreamPart.Alerts)
        {
            var row = AlertColumns.Row(origin, alert);
            return [Of(one.EventId, one, row, () => AlertColumns.Row(origin, alert, withoutRaw: true).Json)];
        }

        return
        [
            .. one.Brought.Where(place => place < alert.Evidence.Length).Select(place => alert.Evidence[place]).Select(evidence =>
            {
                var row = EvidenceColumns.Of(origin, alert, evidence);
                return Of(
                    AlertIds.EvidenceOf(alert.Id, evidence), one, row,
                    () => EvidenceColumns.Of(origin, alert, evidence, withoutRaw: true).Json);
            }),
        ];
    }

    private static StreamRow Of(Guid id, StreamEvent one, TableRow row, Func<ReadOnlyMemory<byte>> bare) =>
        new(id, one.EventId, one.Alert!.Id, row.Json) { IsCut = row.IsCut, Bare = bare };

    private StreamRow GapRow(StreamGap gap, DateTimeOffset now)
    {
        var id = AlertIds.GapOf(target.Consumer, gap.From, gap.To);
        var row = AlertColumns.Gap(
            new AlertOrigin(target.Connection, target.TenantId, id, "gap", gap.To, ""), gap.From, gap.Lost, Stamp.Of(now));
        return new StreamRow(id, id, "", row.Json);
    }
}
