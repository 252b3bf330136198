using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>
/// Decides what is to be done about one link. Pure: the same state and rules give the same plan, whoever noticed first and however often.
/// </summary>
/// <remarks>
/// <code>
/// | Defender             | Sentinel             | link              | plan                                               |
/// |----------------------|----------------------|-------------------|----------------------------------------------------|
/// | any                  | any                  | merged or deleted | nothing                                            |
/// | gone, or Sentinel's incident is             | live              | confirm it; the second time: deleted               |
/// | no id                | our twin, superseded | unpaired          | close it once; then merged                         |
/// | no id                | says which it is of  | unpaired          | held as a duplicate: nothing                       |
/// | no id                | any other            | unpaired          | nothing                                            |
/// | never read           | any                  | live              | read Defender first                                |
/// | any                  | never read, and may have been made       | live | nothing, until that is known      |
/// | redirected           | never read           | live              | merged: no twin is made                            |
/// | redirected           | present              | live              | <see cref="Redirect"/>: close it; then merged      |
/// | present, filtered    | never read           | live              | unpaired: nothing, until it changes                |
/// | present, too young   | never read           | live              | wait until it is old enough                        |
/// | present              | never read           | live              | create the twin                                    |
/// | present              | present              | live              | decide every field; write what they ask for        |
/// </code>
/// </remarks>
public static class Planner
{
    /// <summary>The plan for a link.</summary>
    /// <param name="state">The link as the store knows it.</param>
    /// <param name="rules">The rules of its connection.</param>
    /// <returns>The plan. It never fails: what cannot be decided is held, with its reason.</returns>
    public static SyncPlan Plan(SyncState state, SyncRules rules) => state switch
    {
        { State: LinkState.Merged or LinkState.Deleted } => Rest(state, state.State),
        { Missing: { } missing } => Confirm(state, missing),
        { DefenderId: null, SupersededBy: { } other, Sentinel: { } twin } => Redirect.Supersede(state, twin, other),
        { DefenderId: null, Sentinel.Counterpart: not null } => Rest(state, LinkState.Unpaired) with { LinkHold = HoldReason.Duplicate },
        { DefenderId: null } => Rest(state, LinkState.Unpaired),
        { Defender: null } => new(LinkState.Live, new SyncAction.ReadFirst(Portal.Defender), [], state.Bases),
        { Sentinel: null, TwinIsOpen: true } => Rest(state, LinkState.Live),
        { Defender.RedirectedTo: not null, Sentinel: null } => Rest(state, LinkState.Merged),
        { Defender.RedirectedTo: { } target, Sentinel: { } sentinel } => Redirect.Plan(state, sentinel, target, rules),
        { Defender: { } defender, Sentinel: null } when !rules.Twins.Allow(defender.Incident) => Rest(state, LinkState.Unpaired),
        { Defender: { } defender, Sentinel: null } when rules.TwinAge > TimeSpan.Zero
            && defender.CreatedAt.After(rules.TwinAge) is var due && due > state.Now =>
            new(LinkState.Live, new SyncAction.WaitUntil(due), [], state.Bases),
        { Defender: { } defender, Sentinel: null } => new(LinkState.Live, Twin.Create(defender, rules), [], state.Bases),
        { Defender: { } defender, Sentinel: { } sentinel } => PlanFields(state, defender, sentinel, rules),
    };

    private static SyncPlan Rest(SyncState state, LinkState becomes) => new(becomes, new SyncAction.Nothing(), [], state.Bases);

    private static SyncPlan Confirm(SyncState state, MissingIncident missing) => missing switch
    {
        { IsGone: true } => Rest(state, LinkState.Deleted),
        { Due: var due } when due > state.Now => new(state.State, new SyncAction.WaitUntil(due), [], state.Bases),
        _ => new(state.State, new SyncAction.Confirm(missing.Portal), [], state.Bases),
    };

    private static SyncPlan PlanFields(SyncState stored, Snapshot defender, Snapshot sentinel, SyncRules rules)
    {
        var state = stored with { Bases = stored.Bases.Accept(stored.Unwritable, defender, sentinel, rules.Fields) };
        var context = new PlanContext(rules.Fields, defender.Incident, sentinel.Incident, []);
        foreach (var field in AllFields.All)
        {
            var fieldCase = CaseOf(field, state.Bases[field], defender, sentinel);
            var decision = Restraint.Apply(field.Decide(fieldCase, context), fieldCase, state, context, rules);
            context = context with { Decided = context.Decided.Add(decision) };
        }

        context = context with { Decided = StatusWaitsForVerdict(context.Decided) };

        var writes = context.Decided.SelectMany(decision => decision.Writes).ToImmutableArray();
        return new(
            LinkState.Live,
            ActionFor(writes, context.Decided),
            context.Decided,
            state.Bases.Advance(defender, sentinel, rules.Fields));
    }

    private static SyncAction ActionFor(ImmutableArray<FieldWrite> writes, ImmutableArray<FieldDecision> decided) =>
        !writes.IsEmpty ? new SyncAction.Write(writes, [])
        : decided.OfType<Postponed>().ToList() is { Count: > 0 } postponed
            ? new SyncAction.WaitUntil(postponed.Min(decision => decision.Until))
        : new SyncAction.Nothing();

    // A verdict that waits must still be there when its time comes: Sentinel drops it when the incident is reopened.
    private static ImmutableArray<FieldDecision> StatusWaitsForVerdict(ImmutableArray<FieldDecision> decided)
    {
        FieldDecision? waits = decided.First(decision => decision.Field == AllFields.Verdict) switch
        {
            Postponed verdict => verdict with { Field = AllFields.Status },
            Awaited verdict => verdict with { Field = AllFields.Status },
            _ => null,
        };
        return waits is null
            ? decided
            : [.. decided.Select(decision => decision.Field == AllFields.Status && !decision.Writes.IsEmpty ? waits : decision)];
    }

    private static FieldCase CaseOf(Field field, FieldBase? agreed, Snapshot defender, Snapshot sentinel) => new(
        new(defender.Incident[field], agreed?.Defender, agreed?.DefenderSince ?? defender.Stamp),
        new(sentinel.Incident[field], agreed?.Sentinel, agreed?.SentinelSince ?? sentinel.Stamp));
}
