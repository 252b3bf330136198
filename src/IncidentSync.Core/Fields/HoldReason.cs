namespace IncidentSync.Core.Fields;

/// <summary>Why a field waits for a person or a change. The other fields go on.</summary>
public enum HoldReason
{
    /// <summary>A portal shows a value outside the known vocabulary.</summary>
    UnknownValue,

    /// <summary>The owner has no counterpart on the other portal; see <c>Owners</c> in the configuration.</summary>
    UnmappedOwner,

    /// <summary>Defender waits for the customer (awaitingAction); only Defender Experts may end that.</summary>
    AwaitingAction,

    /// <summary>The text was edited where only its beginning fits; carrying the edit would cut the full text.</summary>
    CutText,

    /// <summary>Both portals changed it and the policy is <c>hold</c>.</summary>
    Conflict,

    /// <summary>Sentinel is reopened and stops showing a verdict that cannot be written to Defender; the journal keeps it.</summary>
    Reopened,

    /// <summary>The portal refused this value.</summary>
    Refused,

    /// <summary>The portal accepted this value but does not show it.</summary>
    NotAccepted,

    /// <summary>The same value was written three times and undone three times: somebody else writes this field, too.</summary>
    Oscillation,

    /// <summary>
    /// A Sentinel incident names a Defender incident but is not its pair: only a label names it, which pairs nothing, or it is a second one
    /// of Microsoft's. It is left alone.
    /// </summary>
    Duplicate,

    /// <summary>The redirects of the Defender incident form a circle, or are longer than the limit.</summary>
    RedirectCircle,

    /// <summary>
    /// Many comments end in a marker that none of our keys made: another deployment carries comments between the same two portals.
    /// </summary>
    ForeignMarkers,

    /// <summary>
    /// Sentinel lists more comments than are read. Those that were read are carried; Defender's wait, because a copy of theirs may stand
    /// among the rest.
    /// </summary>
    TooManyComments,
}
