using System.Buffers;

namespace IncidentSync.Service.Stream;

/// <summary>The rows of one call, and where the table stands behind them.</summary>
/// <param name="Rows">The rows; none where nothing of the events is for this table.</param>
/// <param name="Cursor">The cursor behind them.</param>
/// <param name="Owed">What is owed and paid with it, by the row's id: how many of its rows; null for all.</param>
/// <param name="SaysGap">It begins with the row that tells of a gap.</param>
internal sealed record StreamBatch(
    IReadOnlyList<StreamRow> Rows, StreamCursor Cursor, IReadOnlyList<(long Id, int? Position)> Owed, bool SaysGap)
{
    /// <summary>The cursor before them.</summary>
    public required StreamCursor From { get; init; }

    /// <summary>Whether more rows wait behind it, so that it need not linger.</summary>
    public bool IsFull { get; init; }

    /// <summary>When its oldest event was read.</summary>
    public DateTimeOffset Oldest { get; init; }

    /// <summary>The rows as a JSON array.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var json = new ArrayBufferWriter<byte>(Rows.Sum(row => row.Json.Length + 1) + 2);
        for (var index = 0; index < Rows.Count; index++)
        {
            json.Write(index == 0 ? "["u8 : ","u8);
            json.Write(Rows[index].Json);
        }

        json.Write("]"u8);
        return json.WrittenMemory;
    }
}

/// <summary>One row of a table.</summary>
/// <param name="Id">The row's id: the event's in the table of alerts; of the event and the evidence in the other.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="AlertId">The alert.</param>
/// <param name="Json">The row.</param>
internal sealed record StreamRow(Guid Id, Guid EventId, string AlertId, byte[] Json)
{
    /// <summary>A column of it is cut. A text in it cannot look so: its quotes are escaped.</summary>
    public bool IsCut => Json.AsSpan().IndexOf("\"CutColumns\":["u8) >= 0;

    /// <summary>Makes the same row without its raw columns; null where it has none.</summary>
    public Func<byte[]>? Bare { get; init; }
}

/// <summary>How far a table has been given the events.</summary>
/// <param name="Sequence">All events up to this one are sent.</param>
/// <param name="Position">And so many rows of the next.</param>
internal sealed record StreamCursor(long Sequence, int Position);
