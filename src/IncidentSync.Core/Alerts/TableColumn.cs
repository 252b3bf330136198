using System.Text.Json.Nodes;

namespace IncidentSync.Core.Alerts;

/// <summary>The types of columns (learn.microsoft.com, "Structure of a data collection rule in Azure Monitor").</summary>
public enum ColumnType
{
    /// <summary>A text.</summary>
    String,

    /// <summary>A moment.</summary>
    DateTime,

    /// <summary>Any JSON.</summary>
    Dynamic,

    /// <summary>64 bits.</summary>
    Long,

    /// <summary>32 bits.</summary>
    Int,
}

/// <summary>One column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">How it is made; null is a null.</param>
/// <param name="IsRaw">It holds what others wrote as it is, and can be left out of a row that is refused.</param>
internal sealed record TableColumn<T>(string Name, ColumnType Type, Func<T, JsonNode?> Value, bool IsRaw = false);

/// <summary>Writes rows of a table.</summary>
internal static class TableRows
{
    public const string CutColumns = "CutColumns";

    /// <summary>The row of a value; what is too large for a column is cut, and its name said.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="value">The value.</param>
    /// <param name="withoutRaw">Leaves the raw columns out, and says their names.</param>
    public static TableRow Of<T>(IReadOnlyList<TableColumn<T>> columns, T value, bool withoutRaw)
    {
        var (row, cut) = (new JsonObject(), new JsonArray());
        foreach (var column in columns.Where(column => column.Name != CutColumns))
        {
            var isLeftOut = withoutRaw && column.IsRaw;
            var (shown, isCut) = isLeftOut ? (null, true) : ColumnCut.Of(column.Value(value), column.Type);
            row[column.Name] = shown;
            if (isCut)
            {
                cut.Add((JsonNode)column.Name);
            }
        }

        var isAnyCut = cut.Count > 0;
        row[CutColumns] = isAnyCut ? cut : null;
        return new TableRow(ColumnCut.BytesOf(row), isAnyCut);
    }
}
