using System.Collections.Immutable;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Service.State;

/// <summary>What a worker leaves behind in one transaction.</summary>
/// <param name="Link">The link as it is now.</param>
/// <param name="Journal">The rows this owes the journal.</param>
/// <param name="RulesVersion">The rules under which it was decided.</param>
internal sealed record LinkCommit(Link Link, ImmutableArray<JournalEntry> Journal, string RulesVersion)
{
    /// <summary>Every change up to the claim is dealt with; later ones keep the link dirty.</summary>
    public bool Planned { get; init; }

    /// <summary>The link must be planned again, though no portal said anything new.</summary>
    public bool MarkDirty { get; init; }

    /// <summary>Nobody touches the link before this much time has passed.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// The rest ends early when a portal says something new. A rest that a portal asked for, or that lets a doubtful write settle, does
    /// not.
    /// </summary>
    public bool WakesOnNews { get; init; }

    /// <summary>Counts for the connection's brake; null when nothing drastic is planned.</summary>
    public BrakeCharge? Brake { get; init; }

    /// <summary>The worker goes on with the link and keeps its lease, which is renewed.</summary>
    public bool KeepLease { get; init; }
}
