using IncidentSync.Service.Admin.Access;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>Where a replay stands.</summary>
internal enum ReplayState
{
    /// <summary>Its turn has not come: another runs, the connection is paused, or it was just asked for.</summary>
    Queued,

    /// <summary>It goes through its links.</summary>
    Running,

    /// <summary>Every link is marked, and some have not been planned since: they keep failing, or rest.</summary>
    Waiting,

    /// <summary>Every link was planned since it was marked; of a dry run, looked at.</summary>
    Finished,

    /// <summary>An operator ended it: no further link is marked or looked at.</summary>
    Cancelled,
}

/// <summary>A replay and how far it is.</summary>
/// <param name="Id">Its place in the order.</param>
/// <param name="Connection">The connection it belongs to.</param>
/// <param name="State">queued, running, waiting (every link is marked, some were not planned since), finished or cancelled.</param>
/// <param name="DryRun">Nothing is marked: the planner is asked what it would write.</param>
/// <param name="Since">Its links are those of which a portal or the journal says something from then on; null when they were named.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why, in the caller's words.</param>
/// <param name="CreatedAt">When, by the database's clock.</param>
/// <param name="StartedAt">When its turn came; null while it has not.</param>
/// <param name="FinishedAt">When it was finished or cancelled; null before.</param>
/// <param name="Total">How many links it has; null while they are not counted. Links that change meanwhile may come to them.</param>
/// <param name="Marked">How many were marked; none in a dry run.</param>
/// <param name="Done">How many were planned since; in a dry run, looked at.</param>
/// <param name="Differences">How many differences a dry run found; the first 10,000 are kept. Null when it is none.</param>
/// <param name="Rules">The version of the rules a dry run asked under; null when it is none.</param>
/// <param name="RatePerSecond">Links done in a second, since its turn came; null before.</param>
/// <param name="SecondsLeft">How long the rest takes at that rate; null while nothing is done, 0 when it is over.</param>
internal sealed record ReplayView(
    long Id,
    string Connection,
    ReplayState State,
    bool DryRun,
    DateTimeOffset? Since,
    Caller By,
    string Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int? Total,
    int Marked,
    int Done,
    int? Differences,
    string? Rules,
    double? RatePerSecond,
    double? SecondsLeft);
