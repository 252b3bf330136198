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
/// <param name="Until">The newest stamp of the window.</param>
/// <param name="Skip">The position of the next page.</param>
/// <param name="LastRow">The row the last page ended with, as <see cref="MarkOf"/> names it.</param>
internal sealed record DefenderWindow(Stamp Until, int Skip, string LastRow)
{
    /// <summary>Graph's limit: it answers more with 400, "The limit of '50' for Top query has been exceeded" (measured).</summary>
    public const int PageSize = 50;

    public static DefenderWindow? From(FeedContinuation? continuation) =>
        continuation?.Value.Split('|', 3) is [var until, var skip, var row]
        ? new(new Stamp(long.Parse(until, CultureInfo.InvariantCulture)), int.Parse(skip, CultureInfo.InvariantCulture), row)
        : null;

    /// <summary>The window after a full page of which <paramref name="newest"/> is the newest stamp.</summary>
    public static DefenderWindow After(DefenderWindow? window, Stamp newest, JsonElement lastRow) =>
        new(window?.Until ?? newest, (window?.Skip ?? 0) + PageSize - 1, MarkOf(lastRow));

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
    public static FeedRange? Left(FeedRequest request, IReadOnlyList<Snapshot> page) =>
        page.Zip(page.Skip(1)).All(pair => pair.First.Stamp >= pair.Second.Stamp) ? new FeedRange(request.Since, page[^1].Stamp) : null;

    /// <summary>Whether the page goes on where the last one ended.</summary>
    public bool Continues(JsonElement firstRow) => MarkOf(firstRow) == LastRow;

    public FeedContinuation ToContinuation() => new(string.Create(CultureInfo.InvariantCulture, $"{Until.Ticks}|{Skip}|{LastRow}"));

    private static string MarkOf(JsonElement row) => $"{row.Text("id")}@{row.Text("lastUpdateDateTime")}";
}
