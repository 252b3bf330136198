using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Alerts;

/// <summary>A range of stamps that is still to be read, both ends inclusive.</summary>
internal sealed record AlertRange(Stamp Since, Stamp Until)
{
    /// <summary>It holds a row that could not be read, and is read again every hour; else it was leapt over.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Where a source stands, for the replica that reads it.</summary>
/// <param name="Id">The source's row.</param>
/// <param name="Cursor">The newest stamp up to which all is read; null when it never ran.</param>
/// <param name="Gap">The newest range that was leapt over; null where none is left.</param>
/// <param name="Unreadable">A range with a row that could not be read, when it is due again.</param>
internal sealed record AlertPlace(int Id, Stamp? Cursor, AlertRange? Gap, AlertRange? Unreadable)
{
    /// <summary>How many ranges were leapt over and are still to be read.</summary>
    public int Gaps { get; init; }
}

/// <summary>What one page changes, in one transaction.</summary>
/// <param name="SourceId">The source's row.</param>
/// <param name="Source">Its name.</param>
/// <param name="Alerts">The alerts of the page.</param>
internal sealed record AlertCommit(int SourceId, string Source, IReadOnlyList<Alert> Alerts)
{
    /// <summary>The tenant, as metrics name the source.</summary>
    public string Tenant { get; } = Source.Split('/')[0];

    /// <summary>For how long the replica that has the source keeps it: reading a window may take longer than one lease.</summary>
    public TimeSpan Lease { get; init; }

    /// <summary>The first of the source's connections, which is named when an invariant is violated.</summary>
    public string Connection { get; init; } = "";

    /// <summary>Where the feed stands from now on; null while the window goes on.</summary>
    public Stamp? Cursor { get; init; }

    /// <summary>What the window leapt over.</summary>
    public FeedRange? Leapt { get; init; }

    /// <summary>The range that a backfill reads.</summary>
    public AlertRange? Was { get; init; }

    /// <summary>What is left of it; null when it is read.</summary>
    public AlertRange? Left { get; init; }

    /// <summary>Where a row could not be read.</summary>
    public AlertRange? Hidden { get; init; }
}
