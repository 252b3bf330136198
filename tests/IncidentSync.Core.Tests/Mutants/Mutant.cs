using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Tests.Exhaustive;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Mutants;

/// <summary>The core with one mistake of its design in it. Every one of these is how some other sync tool works.</summary>
internal static class Mutant
{
    private static readonly Seen<string> NoText = new("");

    /// <summary>All of them, by what they do wrong.</summary>
    public static readonly ImmutableArray<Engine> All =
    [
        new("ignores the base") { Plan = (link, rules) => Real(
            link with { Bases = Bases.None }, rules) with
            {
                Bases = link.Bases.Agree(link.Defender!, link.Sentinel!, rules.Fields),
            },
        },
        new("lets the last writer win the whole incident") { Plan = LastWriter },
        new("treats tags as one register") { Plan = Rewriting(TagsOfOneSide) },
        new("unites tags and forgets removals") { Plan = Planning(link =>
            link with { Bases = new Bases(link.Bases.ByField.Remove(AllFields.Tags)) }) },
        new("takes an unknown value for a default") { Plan = Planning(link => Showing(link, Default)) },
        new("writes without projection") { Plan = Rewriting(Unprojected) },
        new("compares without projection") { Plan = Adding(link => Differing(link, AllFields.Status)) },
        new("clears the verdict when it is unseen") { Plan = Adding(ClearUnseen) },
        new("echoes Undetermined") { Plan = Rewriting(EchoUndetermined) },
        new("writes over awaitingAction") { Plan = Planning(link =>
            Showing(link, reading => reading is Seen<Status> { Value: Status.AwaitingAction } ? new Seen<Status>(Status.New) : reading)) },
        new("lets empty texts travel") { Plan = Adding(EmptyTexts) },
        new("carries an edit of a cut text") { Plan = Adding(CutTexts) },
        new("always moves the bases") { Plan = MovingBases(All: true), Advance = MoveAll },
        new("never moves the bases") { Plan = MovingBases(All: false), Advance = (bases, _, _, _) => bases },
        new("moves the base before the write") { Plan = MoveBeforeTheWrite },
        new("moves Defender's base alone") { Advance = MoveDefenderAlone },
        new("moves the base of tags as a whole") { Plan = WholeTagsBase, Advance = (bases, defender, sentinel, rules) =>
            WholeTags(bases, bases.Agree(defender, sentinel, rules.Fields), defender, sentinel) },
        new("writes the journal without the losers") { Journal = (link, plan, heldBefore) =>
            [.. Engine.Real.Journal(link, plan, heldBefore).Where(row => row.Kind != JournalKind.Conflict)] },
        new("writes everything again") { Plan = Adding(Everything) },
        new("lets one held field stop the others") { Plan = StopWhenHeld },
        new("lets Defender win always") { Plan = (link, rules) => Real(
            link, With(rules, rules.Fields.Policies.ToImmutableDictionary(chosen => chosen.Key, _ => ConflictPolicy.Defender))) },
        new("asks when the incident last moved and not when the field changed") { Plan = Planning(WithoutSince) },
        new("writes what is off") { Plan = (link, rules) => Real(link, Without(rules, ConflictPolicy.Off)) },
        new("decides what is on hold") { Plan = (link, rules) => Real(link, Without(rules, ConflictPolicy.Hold)) },
        new("drops a verdict that a reopening hides") { Plan = Rewriting(ForgetVerdict) },
    ];

    private static SyncPlan Real(Link link, SyncRules rules) => Planner.Plan(link, rules, Stamp.EndOfTime);

    private static SyncRules With(SyncRules rules, ImmutableDictionary<Field, ConflictPolicy> policies) =>
        rules with { Fields = rules.Fields with { Policies = policies } };

    private static Func<Link, SyncRules, SyncPlan> Planning(Func<Link, Link> change) => (link, rules) =>
        Real(change(link), rules) with { Bases = link.Bases.Agree(link.Defender!, link.Sentinel!, rules.Fields) };

    private static Func<Link, SyncRules, SyncPlan> Rewriting(Func<Link, FieldWrite, FieldWrite?> change) => (link, rules) =>
        Write(link, Real(link, rules), writes => writes.Select(write => change(link, write)).OfType<FieldWrite>());

    private static Func<Link, SyncRules, SyncPlan> Adding(Func<Link, IEnumerable<FieldWrite>> more) => (link, rules) =>
        Write(link, Real(link, rules), writes =>
            writes.Concat(more(link).Where(write => writes.All(other => (other.Portal, other.Field) != (write.Portal, write.Field)))));

    // The journal follows: a mutant is to be caught by what it does and not by what it forgets to say.
    private static SyncPlan Write(Link link, SyncPlan plan, Func<ImmutableArray<FieldWrite>, IEnumerable<FieldWrite>> change)
    {
        ImmutableArray<FieldWrite> before = plan.Action is SyncAction.Write write ? write.Fields : [];
        ImmutableArray<FieldWrite> writes = [.. change(before)];
        var decisions = plan.Decisions.Select(decision => Of(writes, decision.Field).SequenceEqual(Of(before, decision.Field))
            ? decision
            : Decided(decision.Field));
        return plan with { Action = writes.IsEmpty
            ? new SyncAction.Nothing()
            : new SyncAction.Write(writes, []), Decisions = [.. decisions] };

        static IEnumerable<FieldWrite> Of(IEnumerable<FieldWrite> writes, Field field) => writes.Where(write => write.Field == field);

        FieldDecision Decided(Field field) =>
            new Merged(field, link.Defender!.Incident[field], link.Sentinel!.Incident[field], [.. Of(writes, field)]);
    }

    private static SyncPlan LastWriter(Link link, SyncRules rules)
    {
        var last = link.Sentinel!.Stamp > link.Defender!.Stamp ? ConflictPolicy.Sentinel : ConflictPolicy.Defender;
        return Real(
            link with { Bases = Bases.None },
            With(rules, AllFields.All.Where(field => field.Policies.Contains(last)).ToImmutableDictionary(field => field, _ => last)));
    }

    private static FieldWrite? TagsOfOneSide(Link link, FieldWrite write) =>
        write.Field != AllFields.Tags ? write
        : write.Portal == Portal.Sentinel ? write with { Value = link.Defender!.Incident[AllFields.Tags] }
        : Changed(link, Portal.Defender, AllFields.Tags) ? null
        : write with { Value = link.Sentinel!.Incident[AllFields.Tags] };

    private static FieldWrite Unprojected(Link link, FieldWrite write) =>
        write.Field != AllFields.Tags ? write with { Value = Of(link, write.Portal.Other())[write.Field] } : write;

    private static FieldWrite EchoUndetermined(Link link, FieldWrite write) =>
        write.Field == AllFields.Verdict && write.Portal == Portal.Sentinel
            && link.Sentinel!.Incident[AllFields.Verdict] is Seen<Verdict> { Value.Class: Classification.Undetermined }
            ? new FieldWrite(Portal.Defender, AllFields.Verdict, new Seen<Verdict>(Verdict.None))
            : write;

    private static FieldWrite? ForgetVerdict(Link link, FieldWrite write) =>
        write is { Field: VerdictField, Portal: Portal.Defender }
        && Real(link, SyncRules.Default).Action is SyncAction.Write plan
        && plan.Fields.Any(other => other is { Field: StatusField, Portal: Portal.Sentinel })
            ? null
            : write;

    private static IEnumerable<FieldWrite> CutTexts(Link link) =>
        link.Defender!.Incident[AllFields.Description] is Seen<string> { Value.Length: > DescriptionField.SentinelLimit }
            && Changed(link, Portal.Sentinel, AllFields.Description)
            && link.Sentinel!.Incident[AllFields.Description] is Seen<string> { Value: not "" } edited
            ? [new FieldWrite(Portal.Defender, AllFields.Description, edited)]
            : [];

    private static IEnumerable<FieldWrite> Differing(Link link, Field field)
    {
        var (value, other) = (link.Defender!.Incident[field], link.Sentinel!.Incident[field]);
        return value is Unknown or Unseen || other is Unknown or Unseen || field.Same(value, other)
            ? []
            : [new FieldWrite(Portal.Sentinel, field, value is Seen<Status> { Value: Status.AwaitingAction }
                ? new Seen<Status>(Status.Active)
                : value)];
    }

    private static IEnumerable<FieldWrite> Everything(Link link) =>
        from field in new Field[] { AllFields.Severity, AllFields.Title, AllFields.Tags }
        let value = link.Defender!.Incident[field]
        where value is not (Unknown or Unseen) && field.Same(value, link.Sentinel!.Incident[field])
        select new FieldWrite(Portal.Sentinel, field, value);

    private static IEnumerable<FieldWrite> ClearUnseen(Link link) =>
        link.Sentinel!.Incident[AllFields.Verdict] is Unseen && link.Bases[AllFields.Verdict] is not null
            && link.Defender!.Incident[AllFields.Verdict] is Seen<Verdict> { Value.Class: not Classification.Undetermined }
            ? [new FieldWrite(Portal.Defender, AllFields.Verdict, new Seen<Verdict>(Verdict.None))]
            : [];

    private static IEnumerable<FieldWrite> EmptyTexts(Link link) =>
        from field in new Field[] { AllFields.Title, AllFields.Description }
        where link.Sentinel!.Incident[field] is Seen<string> { Value: "" }
            && link.Defender!.Incident[field] is Seen<string> { Value: not "" }
        select new FieldWrite(Portal.Defender, field, NoText);

    private static Reading Default(Reading reading) => reading is Unknown { Raw: var raw }
        && (raw.StartsWith("crit", StringComparison.Ordinal) || raw.StartsWith("severity", StringComparison.Ordinal))
        ? new Seen<Severity>(Severity.Medium)
        : reading;

    private static Func<Link, SyncRules, SyncPlan> MovingBases(bool All) => (link, rules) =>
        Real(link, rules) with { Bases = All ? MoveAll(link.Bases, link.Defender!, link.Sentinel!, rules) : link.Bases };

    private static Bases MoveAll(Bases bases, Snapshot defender, Snapshot sentinel, SyncRules rules) =>
        AllFields.All.Aggregate(bases, (moved, field) => moved.Agree(field, defender, sentinel));

    private static SyncPlan MoveBeforeTheWrite(Link link, SyncRules rules)
    {
        var plan = Real(link, rules);
        var writes = plan.Action is SyncAction.Write write ? write.Fields : [];
        var (defender, sentinel) = (PerfectPortal.Take(link.Defender!, writes), PerfectPortal.Take(link.Sentinel!, writes));
        return plan with { Bases = plan.Bases.Agree(defender, sentinel, rules.Fields) };
    }

    private static Bases MoveDefenderAlone(Bases bases, Snapshot defender, Snapshot sentinel, SyncRules rules)
    {
        var moved = bases.Agree(defender, sentinel, rules.Fields);
        return new Bases(moved.ByField.ToImmutableDictionary(held => held.Key, held => bases[held.Key] is { } before
            ? held.Value with { Sentinel = before.Sentinel }
            : held.Value));
    }

    private static SyncPlan WholeTagsBase(Link link, SyncRules rules) =>
        Real(link, rules) is var plan
            ? plan with { Bases = WholeTags(link.Bases, plan.Bases, link.Defender!, link.Sentinel!) }
            : plan;

    private static Bases WholeTags(Bases before, Bases moved, Snapshot defender, Snapshot sentinel) =>
        AllFields.Tags.Agree(defender.Incident[AllFields.Tags], sentinel.Incident[AllFields.Tags], SyncRules.Default.Fields) ? moved
        : before[AllFields.Tags] is { } held ? new Bases(moved.ByField.SetItem(AllFields.Tags, held))
        : new Bases(moved.ByField.Remove(AllFields.Tags));

    private static SyncPlan StopWhenHeld(Link link, SyncRules rules) =>
        Real(link, rules) is var plan && plan.Held.Any() ? plan with { Action = new SyncAction.Nothing() } : plan;

    private static Link WithoutSince(Link link) => link with
    {
        Bases = new Bases(link.Bases.ByField.ToImmutableDictionary(held => held.Key, held =>
            held.Value with { DefenderSince = null, SentinelSince = null })),
    };

    private static SyncRules Without(SyncRules rules, ConflictPolicy policy) =>
        With(rules, rules.Fields.Policies.Where(chosen => chosen.Value != policy).ToImmutableDictionary());

    private static Link Showing(Link link, Func<Reading, Reading> change) => link with
    {
        Defender = Showing(link.Defender!, change),
        Sentinel = Showing(link.Sentinel!, change),
    };

    private static Snapshot Showing(Snapshot snapshot, Func<Reading, Reading> change) =>
        snapshot with { Incident = AllFields.All.Aggregate(snapshot.Incident, (incident, field) =>
            incident.With(field, change(incident[field]))) };

    private static bool Changed(Link link, Portal portal, Field field) =>
        link.Bases[field] is { } agreed && !field.Same(agreed[portal], Of(link, portal)[field]);

    private static Incident Of(Link link, Portal portal) => (portal == Portal.Defender ? link.Defender! : link.Sentinel!).Incident;
}
