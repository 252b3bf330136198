using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>A window of a feed, as far as it was read.</summary>
/// <param name="Newest">The newest stamp so far.</param>
/// <param name="Cursor">Where the feed stood; null when it never ran.</param>
/// <param name="Rows">How many rows it had.</param>
internal sealed record FeedWindow(Stamp Newest, Stamp? Cursor, int Rows = 0)
{
    /// <summary>
    /// Rows of one window. The rest waits behind new changes, as does all but the first page of a first window.
    /// </summary>
    private const int MostRows = 1_000;

    /// <summary>When the portal returned the first page; null before.</summary>
    public Stamp? Begun { get; init; }

    /// <summary>A portal reports its time in whole seconds.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The window with one more page. A row stamped after the request for the first page is read like any other, but does not move the
    /// cursor: the cursor would pass what became visible behind the pages already read, or, if the row claims to have changed tomorrow,
    /// everything that changes until then.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="now">The service's clock, for a portal that does not say what time it has.</param>
    public FeedWindow With(PageExtent page, DateTimeOffset now)
    {
        var begun = Begun ?? Stamp.Of(page.ServerTime ?? now).After(Second);
        return this with
        {
            Begun = begun,
            Newest = page.Stamps.Where(stamp => stamp <= begun).Append(Newest).Max(),
            Rows = Rows + page.Stamps.Count,
        };
    }

    /// <summary>Where the window ends with this page; null while more pages follow.</summary>
    /// <param name="page">The last page that was read.</param>
    /// <param name="overlap">How late a change may become visible.</param>
    /// <param name="now">The service's clock, for a portal that does not say what time it has.</param>
    public FeedWindowEnd? EndAfter(PageExtent page, TimeSpan overlap, DateTimeOffset now)
    {
        if (page.IsLast)
        {
            return new FeedWindowEnd(Newest, null);
        }

        // A list that begins with the newest has shown its stamp; one that ends with it has not.
        var leap = page.Left?.Until is null ? Stamp.Of(page.ServerTime ?? now).Back(overlap) : Newest;
        return page.Left is { } left && (Cursor is null || Rows >= MostRows) && HoldsNews(left.Since, left.Until ?? leap)
            ? new FeedWindowEnd(leap, left with { Until = left.Until ?? leap })
            : null;
    }

    // Rows older than the cursor were read before: if only such rows are left, the overlap is read to its end.
    private bool HoldsNews(Stamp since, Stamp until) => until > since && !(until <= Cursor);
}

/// <summary>How a window ended.</summary>
/// <param name="Cursor">Where the feed stands now.</param>
/// <param name="Gap">What it leapt over; a backfill reads that.</param>
internal sealed record FeedWindowEnd(Stamp Cursor, FeedRange? Gap);
