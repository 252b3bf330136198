using System.Collections.Immutable;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>
/// Decides what is to be done about one link. Pure: the same state and rules give the same plan, whoever noticed first and however often.
/// </summary>
/// <remarks>
/// <code>
/// | Defender             | Sentinel   | link              | plan                                               |
/// |----------------------|------------|-------------------|----------------------------------------------------|
/// | no id                | any        | any               | unpaired: nothing                                  |
/// | any                  | any        | merged or deleted | nothing                                            |
/// | never read           | any        | live              | read Defender first                                |
/// | redirected           | never read | live              | merged: no twin is made                            |
/// | redirected           | present    | live              | close the Sentinel incident; then merged           |
/// | present, filtered    | never read | live              | unpaired: nothing, until it changes                |
/// | present, too young   | never read | live              | wait until it is old enough                        |
/// | present              | never read | live              | create the twin                                    |
/// | present              | present    | live              | decide every field; write what they ask for        |
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
        { DefenderId: null } => Rest(state, LinkState.Unpaired),
        { State: LinkState.Merged or LinkState.Deleted } => Rest(state, state.State),
        { Defender: null } => new(LinkState.Live, new SyncAction.ReadFirst(Portal.Defender), [], state.Bases),
        { Defender.RedirectedTo: not null, Sentinel: null } => Rest(state, LinkState.Merged),
        { Defender.RedirectedTo: { } target, Sentinel: { } sentinel } => Redirect.Plan(state, sentinel, target),
        { Defender: { } defender, Sentinel: null } when !rules.Twins.Allow(defender.Incident) => Rest(state, LinkState.Unpaired),
        { Defender: { } defender, Sentinel: null } when rules.TwinAge > TimeSpan.Zero && defender.CreatedAt.After(rules.TwinAge) is var due && due > state.Now =>
            new(LinkState.Live, new SyncAction.WaitUntil(due), [], state.Bases),
        { Defender: { } defender, Sentinel: null } => new(LinkState.Live, Twin.Create(defender, rules), [], state.Bases),
        { Defender: { } defender, Sentinel: { } sentinel } => PlanFields(state, defender, sentinel, rules),
    };

    private static SyncPlan Rest(SyncState state, LinkState becomes) => new(becomes, new SyncAction.Nothing(), [], state.Bases);

    private static SyncPlan PlanFields(SyncState state, Snapshot defender, Snapshot sentinel, SyncRules rules)
    {
        var context = new PlanContext(rules, defender, sentinel, []);
        foreach (var field in Fields.All)
        {
            var fieldCase = CaseOf(field, state.Bases[field], defender, sentinel);
            var decision = Withhold(field.Decide(fieldCase, context), state.Unwritable, defender, sentinel);
            context = context with { Decided = context.Decided.Add(rules.Native is { } native ? Postpone(decision, fieldCase, native, state.Now) : decision) };
        }

        var writes = context.Decided.SelectMany(decision => decision.Writes).ToImmutableArray();
        return new(
            LinkState.Live,
            ActionFor(writes, context.Decided),
            context.Decided,
            state.Bases.Advance(defender, sentinel, rules));
    }

    private static SyncAction ActionFor(ImmutableArray<FieldWrite> writes, ImmutableArray<FieldDecision> decided) =>
        !writes.IsEmpty ? new SyncAction.Write(writes, [])
        : decided.OfType<Postponed>().ToList() is { Count: > 0 } postponed ? new SyncAction.WaitUntil(postponed.Min(decision => decision.Until))
        : new SyncAction.Nothing();

    // The grace counts from the later of the two edits: Microsoft sends several as one.
    private static FieldDecision Postpone(FieldDecision decision, FieldCase fieldCase, NativeSync native, Stamp now)
    {
        var edited = fieldCase.Defender.ChangedAt > fieldCase.Sentinel.ChangedAt ? fieldCase.Defender.ChangedAt : fieldCase.Sentinel.ChangedAt;
        var until = edited.After(native.Grace);
        return decision.Writes.IsEmpty || until <= now ? decision : new Postponed(decision.Field, until);
    }

    private static FieldCase CaseOf(Field field, FieldBase? agreed, Snapshot defender, Snapshot sentinel) => new(
        new(defender.Incident[field], agreed?.Defender, agreed?.DefenderSince ?? defender.Stamp),
        new(sentinel.Incident[field], agreed?.Sentinel, agreed?.SentinelSince ?? sentinel.Stamp));

    // A value that a portal refused or did not keep is not sent again until an edit asks for another one.
    private static FieldDecision Withhold(
        FieldDecision decision, ImmutableArray<UnwritableValue> unwritable, Snapshot defender, Snapshot sentinel)
    {
        var refused = unwritable.FirstOrDefault(known => decision.Writes.Any(write =>
            write.Portal == known.Write.Portal && write.Field == known.Write.Field && write.Field.Same(write.Value, known.Write.Value)));
        return refused is null
            ? decision
            : new Held(decision.Field, refused.Reason, defender.Incident[decision.Field], sentinel.Incident[decision.Field]);
    }
}
