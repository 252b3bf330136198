using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentSync.Core.Alerts;

/// <summary>Writes a row: the same row gives the same bytes.</summary>
internal static class RowJson
{
    /// <summary>One JSON object with every column of the table.</summary>
    public static byte[] Write<TRow>(ImmutableArray<MadeColumn<TRow>> columns, TRow row, bool withRaw)
    {
        var cells = columns.Select(column => column.IsRaw && !withRaw ? new Cell(Cell.Null.Json, IsCut: true) : column.Make(row)).ToList();
        var cut = columns.Zip(cells).Where(made => made.Second.IsCut).Select(made => made.First.Column.Name).ToList();
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var (column, cell) in columns.Zip(cells))
            {
                writer.WritePropertyName(column.Column.Name);
                var isList = column.Column.Name == Column.Cut && cut.Count > 0;
                writer.WriteRawValue(isList ? JsonSerializer.SerializeToUtf8Bytes(cut) : cell.Json.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
