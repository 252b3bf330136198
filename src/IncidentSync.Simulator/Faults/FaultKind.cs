namespace IncidentSync.Simulator.Faults;

/// <summary>What can go wrong with one call.</summary>
internal enum FaultKind
{
    /// <summary>An error status instead of carrying the call out.</summary>
    Status,

    /// <summary>The connection breaks, nothing happened.</summary>
    DropBefore,

    /// <summary>The connection breaks, and the call has been carried out.</summary>
    DropAfter,

    /// <summary>The connection breaks, and the call is carried out a while later.</summary>
    ApplyLate,

    /// <summary>A read is answered by a replica that lags behind.</summary>
    StaleRead,

    /// <summary>A list comes from an index that lags behind; what is newer is missing from it.</summary>
    ListLag,

    /// <summary>A write is applied and answered with the document as it was before.</summary>
    StaleAnswer,

    /// <summary>A proxy answers 200 with a page.</summary>
    Html,

    /// <summary>The connection breaks in the middle of the body.</summary>
    Truncated,

    /// <summary>The body trickles.</summary>
    Slow,

    /// <summary>nextLink points at another origin.</summary>
    ForeignNextLink,

    /// <summary>A list does not end: after its last row it begins anew, and every page says that another follows.</summary>
    EndlessList,

    /// <summary>
    /// nextLink leads round in a circle, from the third page to the second. Sentinel only: Defender is paged by position.
    /// </summary>
    CircularNextLink,

    /// <summary>302 to another origin.</summary>
    Redirect,

    /// <summary>A property carries a value this version of the API does not define.</summary>
    UnknownEnum,
}
