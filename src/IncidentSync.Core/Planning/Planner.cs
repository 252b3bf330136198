using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>
/// Plans one link. Pure: the same link and rules give the same plan, whoever noticed the change first and however often.
/// </summary>
/// <remarks>
/// <code>
/// | Defender             | Sentinel             | link              | plan                                               |
/// |----------------------|----------------------|-------------------|----------------------------------------------------|
/// | any                  | any                  | merged or deleted | nothing                                            |
/// | gone, or Sentinel's incident is             | live              | confirm it; the second time: deleted               |
/// | no id                | our twin, superseded | unpaired          | close it once; then merged                         |
/// | no id                | names a Defender one | unpaired          | held as a duplicate: nothing                       |
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
    /// <param name="link">The link as the store knows it.</param>
    /// <param name="rules">The rules of its connection.</param>
    /// <param name="now">The time by the service's clock, for ages; <see cref="Stamp.EndOfTime"/> where they do not matter.</param>
    /// <returns>The plan. It never fails: a field that cannot be decided is held, with its reason.</returns>
    public static SyncPlan Plan(Link link, SyncRules rules, Stamp now) => link switch
    {
        { State: LinkState.Merged or LinkState.Deleted } => Rest(link, link.State),
        { Missing: { } missing } => Confirm(link, missing, now),
        { DefenderId: null, SupersededBy: { } other, Sentinel: { } twin } => Redirect.Supersede(link, twin, other),
        { DefenderId: null, Sentinel.Counterpart: not null } => Rest(link, LinkState.Unpaired) with { LinkHold = HoldReason.Duplicate },
        { DefenderId: null } => Rest(link, LinkState.Unpaired),
        { Defender: null } => new(LinkState.Live, new SyncAction.ReadFirst(Portal.Defender), [], link.Bases),
        { Sentinel: null, TwinIsOpen: true } => Rest(link, LinkState.Live),
        { Defender.RedirectedTo: not null, Sentinel: null } => Rest(link, LinkState.Merged),
        { Defender.RedirectedTo: { } target, Sentinel: { } sentinel } => Redirect.Plan(link, sentinel, target, rules),
        { Defender: { } defender, Sentinel: null } when !rules.Twins.Allow(defender.Incident) => Rest(link, LinkState.Unpaired),
        { Defender: { } defender, Sentinel: null } when rules.TwinAge > TimeSpan.Zero
            && defender.CreatedAt.After(rules.TwinAge) is var due && due > now =>
            new(LinkState.Live, new SyncAction.WaitUntil(due), [], link.Bases),
        { Defender: { } defender, Sentinel: null } => new(LinkState.Live, Twin.Create(defender, rules), [], link.Bases),
        { Defender: { } defender, Sentinel: { } sentinel } => PlanFields(link, defender, sentinel, rules, now),
    };

    private static SyncPlan Rest(Link link, LinkState becomes) => new(becomes, new SyncAction.Nothing(), [], link.Bases);

    private static SyncPlan Confirm(Link link, MissingIncident missing, Stamp now) => missing switch
    {
        { IsGone: true } => Rest(link, LinkState.Deleted),
        { Due: var due } when due > now => new(link.State, new SyncAction.WaitUntil(due), [], link.Bases),
        _ => new(link.State, new SyncAction.Confirm(missing.Portal), [], link.Bases),
    };

    private static SyncPlan PlanFields(Link stored, Snapshot defender, Snapshot sentinel, SyncRules rules, Stamp now)
    {
        var link = stored with { Bases = stored.Bases.AdoptAccepted(stored.Unwritable, defender, sentinel, rules.Fields) };
        var known = new WriteContext(link, rules, now);
        var context = new PlanContext(rules.Fields, defender.Incident, sentinel.Incident, []);
        foreach (var field in AllFields.All)
        {
            var fieldCase = CaseOf(field, link.Bases[field], defender, sentinel);
            var decision = WriteGuards.Apply(field.Decide(fieldCase, context), fieldCase, context, known);
            context = context with { Decided = context.Decided.Add(decision) };
        }

        context = context with { Decided = StatusWaitsForVerdict(context.Decided) };

        var writes = context.Decided.SelectMany(decision => decision.Writes).ToImmutableArray();
        return new(
            LinkState.Live,
            ActionFor(writes, context.Decided),
            context.Decided,
            link.Bases.Agree(defender, sentinel, rules.Fields));
    }

    private static SyncAction ActionFor(ImmutableArray<FieldWrite> writes, ImmutableArray<FieldDecision> decided) =>
        !writes.IsEmpty ? new SyncAction.Write(writes, [])
        : decided.OfType<Postponed>().ToList() is { Count: > 0 } postponed
            ? new SyncAction.WaitUntil(postponed.Min(decision => decision.Until))
        : new SyncAction.Nothing();

    // A verdict that waits must still be there when it is decided: Sentinel drops it when the incident is reopened.
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
