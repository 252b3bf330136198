using IncidentSync.Core.Links;

namespace IncidentSync.Simulation;

/// <summary>A list that is read whole, as an <see cref="InMemorySyncStore"/> holds it.</summary>
/// <param name="Range">What is left of it; null between two readings.</param>
/// <param name="DueFrom">From when its next turn is counted.</param>
internal sealed record StoredListing(FeedRange? Range, DateTimeOffset DueFrom)
{
    public FeedRange? Whole { get; init; }

    public int Read { get; init; }

    public int Missing { get; init; }

    public int Differing { get; init; }

    /// <summary>How many differed when it was last read whole.</summary>
    public int Divergent { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public long Token { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The share of it that is read.</summary>
    public double Share => Whole is null || Range is null || Length(Whole) == 0 ? 1 : 1 - ((double)Length(Range) / Length(Whole));

    /// <summary>It begins, when it is its turn.</summary>
    public StoredListing BegunWhenDue(FeedRange range, TimeSpan every, DateTimeOffset now) => Range is not null || DueFrom + every > now
        ? this
        : this with { Range = range, Whole = range, Read = 0, Missing = 0, Differing = 0, StartedAt = now };

    /// <summary>It has more to read.</summary>
    public StoredListing With(FeedRange gap, DateTimeOffset now)
    {
        var range = Range is null ? gap : new FeedRange(Min(Range.Since, gap.Since), Max(Range.Until!.Value, gap.Until!.Value));
        return this with
        {
            Range = range,
            Whole = range,
            Read = Range is null ? 0 : Read,
            StartedAt = Range is null ? now : StartedAt,
            FinishedAt = null,
            Token = Token + 1,
            LeaseUntil = null,
        };
    }

    public StoredListing After(PageCommit page, int missing, int differing, DateTimeOffset now)
    {
        var moved = this with
        {
            Range = page.Step!.Left,
            Read = Read + page.Snapshots.Count,
            Missing = Missing + missing,
            Differing = Differing + differing,
            LeaseUntil = page.Step.GoesOn ? LeaseUntil : null,
        };
        return moved.Range is null ? moved with { DueFrom = now, FinishedAt = now, Divergent = moved.Differing } : moved;
    }

    private static long Length(FeedRange range) => range.Until!.Value.Ticks - range.Since.Ticks;

    private static T Min<T>(T left, T right)
        where T : IComparable<T> => left.CompareTo(right) < 0 ? left : right;

    private static T Max<T>(T left, T right)
        where T : IComparable<T> => left.CompareTo(right) > 0 ? left : right;
}
