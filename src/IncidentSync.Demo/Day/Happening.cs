namespace IncidentSync.Demo.Day;

/// <summary>What is counted while a day runs.</summary>
internal enum Happening
{
    Incident,
    Alert,
    AlertUpdate,
    Merged,
    MergeRefused,
    Churn,
    AutoResolved,
    Reactivated,
    AwaitingAction,
    PickedUp,
    Commented,
    Tagged,
    Untagged,
    Regraded,
    Reassigned,
    Retitled,
    Described,
    Closed,
    Reopened,
    BothPortals,
    Conflict,
    SentinelOnly,
    Deleted,
    TwinDeleted,
}
