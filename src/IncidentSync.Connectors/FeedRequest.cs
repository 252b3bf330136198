using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors;

/// <param name="Since">The earliest stamp wanted, inclusive: several incidents may share one.</param>
/// <param name="Continuation">Null for the first page; else <see cref="FeedPage.Next"/> of the page before.</param>
public sealed record FeedRequest(Stamp Since, FeedContinuation? Continuation = null)
{
    /// <summary>The latest stamp wanted, inclusive; null where there is no end.</summary>
    public Stamp? Until { get; init; }

    /// <summary>Which incidents are wanted.</summary>
    public FeedScope Scope { get; init; }

    /// <summary>A backfill or a sweep: what is read for it may wait, what changes today goes first.</summary>
    public bool IsBulk { get; init; }

    /// <summary>
    /// A feed's loop asks: it has nothing else to do than to wait for its turn. Whoever holds a link is told to come again.
    /// </summary>
    public bool IsFeed { get; init; }
}

/// <summary>Where the next page of a window begins. Its text is the adapter's own and means nothing to anybody else.</summary>
public sealed record FeedContinuation(string Value);

/// <summary>One page.</summary>
/// <param name="Incidents">What the portal said, in its order.</param>
/// <param name="Unreadable">Rows that could not be understood. Each is an incident that someone must look at; the others are not lost for
/// it.</param>
/// <param name="Next">The next page, or null when the window is read whole.</param>
/// <param name="ServerTime">The portal's clock (Date header) when it answered.</param>
public sealed record FeedPage(
    IReadOnlyList<Snapshot> Incidents,
    IReadOnlyList<UnreadableIncident> Unreadable,
    FeedContinuation? Next,
    DateTimeOffset? ServerTime)
{
    /// <summary>
    /// What of the stamps that were asked for is still unread: the same list asked anew for it goes on where this page ended. Null when
    /// nothing is, and when it cannot be told because the list is not in the order of its stamps.
    /// </summary>
    public FeedRange? Left { get; init; }

    /// <summary>How large its body was.</summary>
    public long Bytes { get; init; }
}

/// <param name="Id">The incident, where even that could be read.</param>
/// <param name="Problem">What was wrong, in words, without values.</param>
public sealed record UnreadableIncident(IncidentId? Id, string Problem)
{
    /// <summary>It has a name, and one that no incident has: it is none of those that are known.</summary>
    public bool IsMisnamed { get; init; }
}
