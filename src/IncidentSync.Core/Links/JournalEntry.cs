using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>What a journal row records.</summary>
public enum JournalKind
{
    /// <summary>
    /// Both portals held the same at first contact, or the empty one is about to be filled; or a portal shows a write that got no answer.
    /// </summary>
    Adopted,

    /// <summary>The twin is about to be created.</summary>
    Created,

    /// <summary>An edit made on one portal is about to be carried to the other.</summary>
    Carried,

    /// <summary>Two values were in conflict; the losing one is recorded here before it is overwritten.</summary>
    Conflict,

    /// <summary>A field began to wait.</summary>
    Held,

    /// <summary>A field waits no longer.</summary>
    Freed,

    /// <summary>The engine writes by itself: it closes a merged incident or sets a label.</summary>
    Lifecycle,

    /// <summary>A portal answered a write.</summary>
    Answer,

    /// <summary>
    /// A write got no answer, and the portal does not show since whether it took effect: a person may have changed it back. The value that
    /// the portal holds is recorded here before anything is written over it.
    /// </summary>
    Ambiguous,

    /// <summary>Something failed; the link will be tried again.</summary>
    Error,

    /// <summary>A write of ours that was given up took effect late, over a person's value; the plan puts that value back.</summary>
    Raced,
}

/// <summary>One row of the append-only record of why a value was written.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Portal">The portal that is or was written; null when none is.</param>
/// <param name="Field">The field; null when the whole incident is meant.</param>
/// <param name="Was">The value that is replaced, or the losing one of a conflict.</param>
/// <param name="Now">The value that stands afterwards.</param>
/// <param name="Reason">Why: the policy's name, the hold's reason, the portal's answer.</param>
public sealed record JournalEntry(JournalKind Kind, Portal? Portal, Field? Field, Reading? Was, Reading? Now, string Reason);
