using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>The purpose of a list.</summary>
public enum ListingKind
{
    /// <summary>Reads what changed before the feed began, or during a long outage.</summary>
    Backfill,

    /// <summary>Compares all open incidents with the links.</summary>
    OpenSweep,

    /// <summary>Compares the incidents closed lately.</summary>
    ClosedSweep,
}

/// <summary>A backfill or sweep that one replica holds for one step.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Portal">The portal.</param>
/// <param name="Kind">Why it is read.</param>
/// <param name="Range">What is left to be read.</param>
/// <param name="Read">How many incidents were read so far.</param>
/// <param name="Token">The fencing token: only the holder of the newest moves the range.</param>
public sealed record Listing(string Connection, Portal Portal, ListingKind Kind, FeedRange Range, int Read, long Token)
{
    /// <summary>Which incidents are listed.</summary>
    public FeedScope Scope => Kind switch
    {
        ListingKind.OpenSweep => FeedScope.Open,
        ListingKind.ClosedSweep => FeedScope.Closed,
        _ => FeedScope.All,
    };

    /// <summary>The progress since it began.</summary>
    public ListingProgress? Progress { get; init; }
}

/// <summary>How far a list was read.</summary>
/// <param name="Elapsed">Since it was begun.</param>
/// <param name="Share">The share of the range that is read, 0 to 1.</param>
public sealed record ListingProgress(TimeSpan Elapsed, double Share)
{
    /// <summary>The time left if the rest is as dense; null while it cannot be estimated.</summary>
    public TimeSpan? Left => Share is > 0 and <= 1 ? Elapsed * ((1 - Share) / Share) : null;

    /// <summary>Incidents a second.</summary>
    /// <param name="read">The rows that were read so far.</param>
    /// <returns>Rows a second; 0 before any time has passed.</returns>
    public double Rate(int read) => Elapsed > TimeSpan.Zero ? read / Elapsed.TotalSeconds : 0;
}

/// <summary>When the lists of one portal of one connection are read.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Portal">The portal.</param>
/// <param name="OpenEvery">How often all open incidents are swept.</param>
/// <param name="ClosedEvery">How often what was closed lately is.</param>
/// <param name="ClosedSince">How far back that goes.</param>
/// <param name="Until">What is newer is the feed's.</param>
/// <param name="Lease">How long one step is in a replica's hands.</param>
public sealed record ListingTerms(
    string Connection, Portal Portal, TimeSpan OpenEvery, TimeSpan ClosedEvery, Stamp ClosedSince, Stamp Until, TimeSpan Lease)
{
    /// <summary>The range of a sweep that begins now.</summary>
    /// <param name="kind">The kind of list.</param>
    /// <returns>The stamps that it reads.</returns>
    public FeedRange RangeOf(ListingKind kind) => new(kind == ListingKind.ClosedSweep ? ClosedSince : new Stamp(0), Until);
}
