using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>What to do about one link. A value: nothing is written while it is made.</summary>
/// <param name="State">Where the link stands from now on.</param>
/// <param name="Action">What happens next.</param>
/// <param name="Decisions">The decision of each field, in the order of <see cref="AllFields.All"/>; empty when none were
/// compared.</param>
/// <param name="Bases">The bases after the moves that need no write.</param>
public sealed record SyncPlan(LinkState State, SyncAction Action, ImmutableArray<FieldDecision> Decisions, Bases Bases)
{
    /// <summary>Why the whole link waits for a person; null when it does not.</summary>
    public HoldReason? LinkHold { get; init; }

    /// <summary>The fields that wait, with their reasons.</summary>
    public IEnumerable<Held> Held => Decisions.OfType<Held>();
}

/// <summary>What happens next to a link.</summary>
public abstract record SyncAction
{
    private SyncAction()
    {
    }

    /// <summary>Nothing, until something changes.</summary>
    public sealed record Nothing : SyncAction;

    /// <summary>A portal must be read first: the link has no snapshot of it yet.</summary>
    /// <param name="Portal">The portal to be read.</param>
    public sealed record ReadFirst(Portal Portal) : SyncAction;

    /// <summary>A portal has no such incident: before that counts, it is asked again, and whether it still lists any.</summary>
    /// <param name="Portal">The portal.</param>
    public sealed record Confirm(Portal Portal) : SyncAction;

    /// <summary>Defender is asked where the redirect to this incident ends.</summary>
    /// <param name="Target">The incident that the link's own was redirected to.</param>
    public sealed record Follow(IncidentId Target) : SyncAction;

    /// <summary>The link is planned again at this time.</summary>
    /// <param name="Time">The time, by the service's clock.</param>
    public sealed record WaitUntil(Stamp Time) : SyncAction;

    /// <summary>The twin is created in Sentinel.</summary>
    /// <param name="Fields">The values it starts with.</param>
    /// <param name="Labels">The labels the engine owns on it.</param>
    /// <param name="Comment">The text of the engine's comment on it.</param>
    public sealed record CreateTwin(ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, string Comment) : SyncAction;

    /// <summary>Fields are written, all those of one portal in one call.</summary>
    /// <param name="Fields">The values.</param>
    /// <param name="Labels">Labels the engine adds in Sentinel.</param>
    public sealed record Write(ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels) : SyncAction;
}
