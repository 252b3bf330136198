namespace IncidentSync.Core.Links;

/// <summary>What must never happen, as far as the running service can detect it.</summary>
public enum Invariant
{
    /// <summary>A base moved although the portals do not hold the same.</summary>
    BaseMoved,

    /// <summary>A write was announced without its row in the journal.</summary>
    WriteWithoutJournal,

    /// <summary>An announced write has no value: a portal's unknown word, or nothing.</summary>
    UnknownWritten,

    /// <summary>A commit is about another link, or another connection, than was claimed.</summary>
    ForeignLink,

    /// <summary>A link has the snapshot of an incident that is not its own.</summary>
    ForeignSnapshot,

    /// <summary>An older snapshot replaced a newer one, although the portal's clock was not found to be set back.</summary>
    SnapshotWentBack,

    /// <summary>A cursor moved back.</summary>
    CursorWentBack,

    /// <summary>A comment was posted again after the portal had accepted it.</summary>
    CommentPostedTwice,

    /// <summary>A connection that only observes, or is paused by its configuration, wrote.</summary>
    WroteUnasked,

    /// <summary>An event of the alert log is missing behind a stream's cursor, and was not purged.</summary>
    EventLost,

    /// <summary>A detection got a stamp that is not later than those before it, or is earlier than an answered bound.</summary>
    StampWentBack,

    /// <summary>A detection was made again.</summary>
    DetectionTwice,
}
