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

    /// <summary>A backfill or a sweep reads: its calls may wait, because current changes go first.</summary>
    public bool IsBulk { get; init; }

    /// <summary>
    /// A feed's loop asks: it can wait for its turn, whereas a worker that holds a link is sent away to come again.
    /// </summary>
    public bool IsFeed { get; init; }
}

/// <summary>Where the next page of a window begins. Only the adapter understands its text.</summary>
public sealed record FeedContinuation(string Value);

/// <summary>One page.</summary>
/// <param name="Incidents">The snapshots, in the portal's order.</param>
/// <param name="Unreadable">Rows that could not be understood. Each is an incident that someone must look at; the other rows are read
/// all the same.</param>
/// <param name="Next">The next page, or null when the window is read whole.</param>
/// <param name="ServerTime">The portal's clock (Date header) when it answered.</param>
public sealed record FeedPage(
    IReadOnlyList<Snapshot> Incidents,
    IReadOnlyList<UnreadableIncident> Unreadable,
    FeedContinuation? Next,
    DateTimeOffset? ServerTime)
{
    /// <summary>
    /// The requested stamps that are still unread: a new request for them goes on where this page ended. Null when none are, and when
    /// that is unknown because the list is not in the order of its stamps.
    /// </summary>
    public FeedRange? Left { get; init; }

    /// <summary>How large its body was.</summary>
    public long Bytes { get; init; }
}

/// <param name="Id">The incident, where even that could be read.</param>
/// <param name="Problem">What was wrong, without values.</param>
public sealed record UnreadableIncident(IncidentId? Id, string Problem)
{
    /// <summary>Its name is one that no incident can have, so it is not a known incident.</summary>
    public bool IsMisnamed { get; init; }
}
