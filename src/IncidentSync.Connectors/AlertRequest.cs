using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors;

/// <summary>The wish for one page of alerts.</summary>
/// <param name="Since">The earliest stamp wanted, inclusive.</param>
/// <param name="Until">The latest stamp wanted, inclusive; null where there is no end.</param>
/// <param name="Place">Null for the first page; else <see cref="AlertPage.Next"/> of the page before.</param>
/// <param name="Rows">How many alerts the page may have.</param>
public sealed record AlertRequest(Stamp Since, Stamp? Until, FeedContinuation? Place, int Rows)
{
    /// <summary>How far the place is moved on: rows behind it that are passed because they cannot be read.</summary>
    public int Passed { get; init; }

    /// <summary>A backfill reads: its calls may wait, because current changes go first.</summary>
    public bool IsBulk { get; init; }
}

/// <summary>One page of alerts.</summary>
/// <param name="Alerts">The alerts, in the portal's order.</param>
/// <param name="Unreadable">What was wrong with each row that could not be understood, without values.</param>
/// <param name="Next">The next page, or null when the window is read whole.</param>
/// <param name="ServerTime">The portal's clock (Date header) when it answered.</param>
public sealed record AlertPage(
    IReadOnlyList<Alert> Alerts, IReadOnlyList<string> Unreadable, FeedContinuation? Next, DateTimeOffset? ServerTime)
{
    /// <inheritdoc cref="FeedPage.Left"/>
    public FeedRange? Left { get; init; }
}

/// <summary>The outcome of reading a page of alerts.</summary>
public abstract record AlertOutcome
{
    private AlertOutcome()
    {
    }

    /// <inheritdoc cref="AlertPage"/>
    public sealed record Page(AlertPage Value) : AlertOutcome;

    /// <inheritdoc cref="FeedOutcome.Drifted"/>
    public sealed record Drifted : AlertOutcome;

    /// <summary>
    /// The portal gave up on the page, or the page is larger than any that is read: one with fewer rows may be answered. Large tenants see
    /// HTTP 500 for lists that a smaller page reads (elastic/integrations issue 18144).
    /// </summary>
    public sealed record TooMuch(Failure Failure) : AlertOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : AlertOutcome;
}
