using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>What is put to the proof: how the core plans, moves bases and journals. A mutant replaces one of the three.</summary>
internal sealed record Engine(string Name)
{
    public static readonly Engine Real = new("the core");

    public Func<Link, SyncRules, SyncPlan> Plan { get; init; } = (link, rules) => Planner.Plan(link, rules, Stamp.EndOfTime);

    public Func<Bases, Snapshot, Snapshot, SyncRules, Bases> Advance { get; init; } = (bases, defender, sentinel, rules) =>
        bases.Agree(defender, sentinel, rules.Fields);

    public Func<Link, SyncPlan, ImmutableDictionary<Field, HoldReason>, ImmutableArray<JournalEntry>> Journal { get; init; } =
        (link, plan, heldBefore) => Core.Planning.Journal.Of(link, plan, heldBefore);

    public override string ToString() => Name;
}
