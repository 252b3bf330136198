using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>What one portal said of one incident when it was last read.</summary>
/// <param name="Portal">The portal that said it.</param>
/// <param name="Id">The incident's name there.</param>
/// <param name="Incident">The synced fields.</param>
/// <param name="Stamp">The portal's stamp of the last change (lastUpdateDateTime, lastModifiedTimeUtc).</param>
/// <param name="Version">What a conditional write must quote: Sentinel's etag; empty for Defender, which has none.</param>
/// <param name="CreatedAt">The portal's stamp of the creation.</param>
/// <param name="WebUrl">The page a person opens; empty when the portal gave none.</param>
/// <param name="RedirectedTo">Defender merged this incident into that one.</param>
/// <param name="Counterpart">
/// The incident on the other portal that this one says it belongs to: Microsoft's own by its providerIncidentId, any other by a label
/// <c>defender:{id}</c>. What a label says pairs nothing (<see cref="Snapshot.PairedIn"/>).
/// </param>
/// <param name="CommentCount">How many comments the portal says there are.</param>
/// <param name="Raw">The JSON object as it was read, so that a write preserves what we do not know.</param>
public sealed record Snapshot(
    Portal Portal,
    IncidentId Id,
    Incident Incident,
    Stamp Stamp,
    string Version,
    Stamp CreatedAt,
    string WebUrl,
    IncidentId? RedirectedTo,
    IncidentId? Counterpart,
    int CommentCount,
    string Raw)
{
    /// <summary>The comments, oldest first, where the portal returns them with the incident (Defender; Sentinel must be asked).</summary>
    public ImmutableArray<Comment> Comments { get; init; } = [];

    /// <summary>
    /// Microsoft's own sync made this incident: providerName says "Microsoft XDR" or "Microsoft 365 Defender", and it has not the name of
    /// our twin.
    /// </summary>
    public bool IsNative { get; init; }

    /// <summary>
    /// A person made the last change (Defender's lastModifiedBy names one). False when an app or the portal itself did, or nobody is named.
    /// </summary>
    public bool IsByPerson { get; init; }

    /// <summary>It is older than the one before, and accepted because the portal's clock was set back.</summary>
    public bool SteppedBack { get; init; }

    /// <summary>The Defender incident to which this Sentinel incident belongs.</summary>
    /// <param name="identity">The connection.</param>
    /// <returns>
    /// <code>
    /// | the Sentinel incident                         | belongs to                                |
    /// |-----------------------------------------------|-------------------------------------------|
    /// | is Microsoft's own                            | the incident of its providerIncidentId    |
    /// | has the name of the twin of what it is        | that one: the name is ours alone          |
    /// |   labelled with                               |                                           |
    /// | any other, whatever it is labelled with       | none (null)                               |
    /// </code>
    /// </returns>
    public IncidentId? PairedIn(LinkIdentity identity) =>
        Counterpart is { } id && (IsNative || Id == identity.TwinOf(id)) ? id : null;

    /// <summary>The same answer again: no synced field differs, nor anything that a write must quote.</summary>
    /// <param name="other">Another answer about the incident.</param>
    /// <returns>
    /// True when the one has the same consequences as the other. Comments do not count: they have a map of their own.
    /// </returns>
    public bool SameAs(Snapshot other) =>
        Portal == other.Portal && Id == other.Id && Stamp == other.Stamp && Version == other.Version
        && RedirectedTo == other.RedirectedTo && Counterpart == other.Counterpart
        && CommentCount == other.CommentCount && SameFields(other);

    /// <summary>Every synced field reads the same.</summary>
    /// <param name="other">Another answer of the same portal.</param>
    /// <returns>True when no field was edited between the two.</returns>
    public bool SameFields(Snapshot other) => AllFields.All.All(field => field.Same(Incident[field], other.Incident[field]));
}
