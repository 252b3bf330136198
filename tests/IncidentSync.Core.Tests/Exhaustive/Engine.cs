using System.Collections.Immutable;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>What is put to the proof: how the core plans, moves bases and journals. A mutant replaces one of the three.</summary>
internal sealed record Engine(string Name)
{
    public static readonly Engine Real = new("the core");

    private static readonly ImmutableDictionary<Field, HoldReason> HeldNothing = ImmutableDictionary<Field, HoldReason>.Empty;

    public Func<SyncState, SyncRules, SyncPlan> Plan { get; init; } = Planner.Plan;

    public Func<Bases, Snapshot, Snapshot, SyncRules, Bases> Advance { get; init; } = (bases, defender, sentinel, rules) => bases.Advance(defender, sentinel, rules);

    public Func<SyncState, SyncPlan, ImmutableArray<JournalEntry>> Journal { get; init; } =
        (state, plan) => Core.Reconciliation.Journal.Of(state, plan, HeldNothing);

    public override string ToString() => Name;
}
