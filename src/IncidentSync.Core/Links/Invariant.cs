namespace IncidentSync.Core.Links;

/// <summary>What must never happen, as far as it can be told while the service runs.</summary>
public enum Invariant
{
    /// <summary>A base moved although the portals do not hold the same.</summary>
    BaseMoved,

    /// <summary>A write was announced without its row in the journal.</summary>
    WriteWithoutJournal,

    /// <summary>What was announced is no value: a portal's unknown word, or nothing.</summary>
    UnknownWritten,

    /// <summary>A commit is about another link, or another connection, than was claimed.</summary>
    ForeignLink,

    /// <summary>A link has the snapshot of an incident that is not its own.</summary>
    ForeignSnapshot,

    /// <summary>A snapshot was replaced by an older one, and nobody had found that the portal's clock was set back.</summary>
    SnapshotWentBack,

    /// <summary>A cursor stands earlier than it did before.</summary>
    CursorWentBack,

    /// <summary>A comment was posted again after the portal had answered that it took it.</summary>
    CommentPostedTwice,

    /// <summary>A connection that only observes, or is paused by its configuration, wrote.</summary>
    WroteUnasked,
}
