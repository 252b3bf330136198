using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>A column of a table in the workspace.</summary>
/// <param name="Name">Its name: at most 45 characters, and none that Azure Monitor reserves.</param>
/// <param name="Type">Its type in Kusto: <c>string</c>, <c>datetime</c>, <c>dynamic</c>, <c>long</c> or <c>int</c>.</param>
public sealed record Column(string Name, string Type)
{
    /// <summary>The column that names those that were cut.</summary>
    internal const string Cut = "CutColumns";
}

/// <summary>How a column is made of a row. A raw one is what a workspace may refuse, and the first to be left out.</summary>
internal sealed record MadeColumn<TRow>(Column Column, Func<TRow, Cell> Make, bool IsRaw)
{
    /// <summary>A text; null when it is empty.</summary>
    public static MadeColumn<TRow> Text(string name, Func<TRow, string> text) =>
        new(new(name, "string"), row => text(row) is { Length: > 0 } known ? Cell.Of(known) : Cell.Null, false);

    /// <summary>A text of which empty is a value.</summary>
    public static MadeColumn<TRow> Word(string name, Func<TRow, string> word) => new(new(name, "string"), row => Cell.Of(word(row)), false);

    public static MadeColumn<TRow> Time(string name, Func<TRow, Stamp?> time) =>
        new(new(name, "datetime"), row => time(row) is { } known ? Cell.Of(known.ToString()) : Cell.Null, false);

    public static MadeColumn<TRow> Number(string name, string type, Func<TRow, long?> number) =>
        new(new(name, type), row => Cell.Of(number(row)), false);

    public static MadeColumn<TRow> Json(string name, Func<TRow, JsonElement?> json) =>
        new(new(name, "dynamic"), row => Cell.Of(json(row)), false);

    public static MadeColumn<TRow> Raw(string name, Func<TRow, JsonElement?> json) =>
        new(new(name, "dynamic"), row => Cell.Of(json(row)), true);
}
