using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>Everything the planner looks at: one link, as the store knows it.</summary>
/// <param name="State">Where the link stands.</param>
/// <param name="DefenderId">Defender's incident; null for an incident that exists in Sentinel alone.</param>
/// <param name="Defender">What Defender last said; null when it never did.</param>
/// <param name="Sentinel">What Sentinel last said; null when it never did.</param>
/// <param name="Bases">What each portal held when they last agreed.</param>
/// <param name="Unwritable">The values a portal refused or did not keep; the same value is not sent again.</param>
public sealed record SyncState(
    LinkState State,
    IncidentId? DefenderId,
    Snapshot? Defender,
    Snapshot? Sentinel,
    Bases Bases,
    ImmutableArray<UnwritableValue> Unwritable)
{
    /// <summary>
    /// The time by the service's clock, against which an incident's age is told. The end of time when age does not matter.
    /// </summary>
    public Stamp Now { get; init; } = new(long.MaxValue);

    /// <summary>A portal answered that it has no such incident; null while none does.</summary>
    public MissingIncident? Missing { get; init; }

    /// <summary>Where the redirects of the Defender incident end; null until they were followed.</summary>
    public MergeTarget? MergedInto { get; init; }

    /// <summary>This Sentinel incident is the twin we made; Microsoft's own incident, of this name, has taken its place.</summary>
    public IncidentId? SupersededBy { get; init; }

    /// <summary>Comments wait to be looked at or to be posted.</summary>
    public bool CommentsWait { get; init; }

    /// <summary>What was written lately, oldest first.</summary>
    public ImmutableArray<RecentWrite> Recent { get; init; } = [];

    /// <summary>The fields that are held because of an oscillation: they stay so until the portals agree or an operator decides.</summary>
    public ImmutableHashSet<Field> Frozen { get; init; } = [];

    /// <summary>Writes of which nobody knows yet what became of them.</summary>
    public ImmutableArray<OpenWrite> Open { get; init; } = [];

    /// <summary>The twin may have been made, or be made yet: another creation would replace what people do in it.</summary>
    public bool TwinIsOpen { get; init; }

    /// <summary>What operators decided, by field.</summary>
    public ImmutableDictionary<Field, Resolution> Resolutions { get; init; } = ImmutableDictionary<Field, Resolution>.Empty;
}

/// <summary>A value that a portal refused, or took without showing it.</summary>
/// <param name="Write">The value, and where it was to stand.</param>
/// <param name="Reason"><see cref="HoldReason.Refused"/> or <see cref="HoldReason.NotAccepted"/>.</param>
public sealed record UnwritableValue(FieldWrite Write, HoldReason Reason);

/// <summary>A write of which nobody knows yet what became of it.</summary>
/// <param name="Write">The value.</param>
/// <param name="MayBeLate">It got no answer and may take effect yet. Else the portal has taken it and does not show it, or it is being
/// looked for: it is not sent again.</param>
public sealed record OpenWrite(FieldWrite Write, bool MayBeLate)
{
    /// <summary>The stamp of the version that it was sent over.</summary>
    public Stamp Over { get; init; }

    /// <summary>It takes effect no more, and that it did may still have to show.</summary>
    public bool IsPast { get; init; }

    /// <summary>The portal has shown it since.</summary>
    public bool IsSeen { get; init; }

    /// <summary>What else Defender showed since it was sent, last; null when nothing else.</summary>
    public Reading? Stood { get; init; }

    /// <summary>What stands there of the value since it came back over that by nobody's hand; null when it did not.</summary>
    public Reading? BackAs { get; init; }
}
