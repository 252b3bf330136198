using System.Globalization;
using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>
/// The position in a window. Graph lists newest first and pages by position, so rows move while they are read. The first page has no
/// upper bound; if it is full, its newest stamp bounds the window, and every later page begins with the row the last one ended with. When
/// it does not, something moved and the window is read again.
/// </summary>
/// <param name="Until">The newest stamp of the window; null while it has no bound.</param>
/// <param name="Skip">The position of the next page.</param>
/// <param name="LastRow">The row the last page ended with, as <see cref="MarkOf"/> names it.</param>
internal sealed record DefenderWindow(Stamp? Until, int Skip, string LastRow)
{
    /// <summary>Graph's limit: it answers more with 400, "The limit of '50' for Top query has been exceeded" (measured).</summary>
    public const int PageSize = 50;

    public static DefenderWindow? From(FeedContinuation? continuation) =>
        continuation?.Value.Split('|', 3) is [var until, var skip, var row]
        ? new(
            until.Length == 0 ? null : new Stamp(long.Parse(until, CultureInfo.InvariantCulture)),
            int.Parse(skip, CultureInfo.InvariantCulture),
            row)
        : null;

    /// <summary>The window behind a full page.</summary>
    public static DefenderWindow After(DefenderWindow? window, Stamp? until, IReadOnlyList<JsonElement> rows) =>
        new(until, (window?.Skip ?? 0) + rows.Count - 1, MarkOf(rows[^1]));

    /// <summary>The window from its first page on, without the rows that are passed; null where its first page is wanted whole.</summary>
    public static DefenderWindow? Passing(Stamp? until, int rows) => rows > 0 ? new(until, rows, "") : null;

    /// <summary>The same place, further on by rows that cannot be read. What stands there is not known, so it is not checked.</summary>
    public DefenderWindow Passing(int rows) => rows > 0 ? this with { Skip = Skip + rows, LastRow = "" } : this;

    /// <summary>Whether it is known with which row the page begins.</summary>
    public bool IsChecked => LastRow.Length > 0;

    /// <summary>The filter of a page. Unknown statuses count as open.</summary>
    public static string Filter(FeedRequest request, DefenderWindow? window)
    {
        var until = window?.Until ?? request.Until;
        return $"lastUpdateDateTime ge {request.Since}"
            + (until is null ? "" : $" and lastUpdateDateTime le {until}")
            + request.Scope switch
            {
                FeedScope.Open => " and status ne 'resolved' and status ne 'redirected'",
                FeedScope.Closed => " and (status eq 'resolved' or status eq 'redirected')",
                _ => "",
            };
    }

    /// <summary>The range left after a full page: older stamps. The order is observed but not documented, so it is checked.</summary>
    public static FeedRange? Left(Stamp since, IReadOnlyList<Stamp> page) =>
        page.Zip(page.Skip(1)).All(pair => pair.First >= pair.Second) ? new FeedRange(since, page[^1]) : null;

    /// <summary>Whether the page goes on where the last one ended.</summary>
    public bool Continues(JsonElement firstRow) => MarkOf(firstRow) == LastRow;

    public FeedContinuation ToContinuation() => new(string.Create(CultureInfo.InvariantCulture, $"{Until?.Ticks}|{Skip}|{LastRow}"));

    private static string MarkOf(JsonElement row) => $"{row.Text("id")}@{row.Text("lastUpdateDateTime")}";
}
