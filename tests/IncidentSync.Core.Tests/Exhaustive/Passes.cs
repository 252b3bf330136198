using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>What must hold of the passes that follow a case until nothing is left to do.</summary>
internal static class Passes
{
    private static readonly ImmutableDictionary<Field, HoldReason> HeldNothing = ImmutableDictionary<Field, HoldReason>.Empty;

    /// <summary>What goes wrong, or null.</summary>
    public static string? Wrong(Engine engine, Pair start)
    {
        if (Pass(engine, start, _ => true, out var settled) is { } wrong)
        {
            return wrong;
        }

        var again = engine.Plan(settled.Link(), settled.Rules);
        return again.Action is not SyncAction.Nothing
            ? $"I5: the plan of what was just planned writes again, {Print.Of(again.Action)}, of {Describe(start)}"
            : Unsettled(settled, again) ?? PolicyWrites(engine, settled)
                ?? WrongAfterAFailure(engine, start, settled) ?? WrongAfterARefusal(engine, start);
    }

    /// <summary>One pass: plan, check, apply as far as the portals are reached, move the bases, check them.</summary>
    public static string? Pass(Engine engine, Pair pair, Func<Portal, bool> reached, out Pair after)
    {
        var plan = engine.Plan(pair.Link(), pair.Rules);
        after = pair;
        if (PlanCheck.Of(pair, plan, engine.Journal(pair.Link(), plan, HeldNothing)) is { } wrong)
        {
            return wrong;
        }

        after = pair.Apply(engine, plan, reached);
        return PlanCheck.OfBases(after, plan.Bases, after.Bases);
    }

    /// <summary>A field that is neither equal nor waiting nor unseen although nothing is left to do.</summary>
    public static string? Unsettled(Pair pair, SyncPlan plan) =>
        pair.Told.Select(field => new FieldView(pair, field)).FirstOrDefault(view => !view.IsSettled(plan)) is { } view
            ? $"I1: it never settles, {view}"
            : null;

    private static string? PolicyWrites(Engine engine, Pair settled)
    {
        if (!Size.IsLarge && settled.Rules.Fields.Policies.Any(chosen => chosen.Value != chosen.Key.Policies[0]))
        {
            return null;
        }

        return PolicyWritesOnceEqual(engine, settled);
    }

    /// <summary>Equal incidents stay unwritten whatever policy comes next.</summary>
    public static string? PolicyWritesOnceEqual(Engine engine, Pair settled)
    {
        if (settled.Told.Any(field => new FieldView(settled, field) is { IsEqual: false, IsUnseen: false }))
        {
            return null;
        }

        var others = from field in settled.Told
                     from policy in field.Policies
                     select settled.Under(field, policy);
        return others.FirstOrDefault(other => engine.Plan(other.Link(), other.Rules).Action is not SyncAction.Nothing) is { } other
            ? $"I13: a policy alone writes, {Describe(other)}"
            : null;
    }

    // Sentinel's call fails after Defender's succeeded, which is the order of the writer: the next pass comes to the same end. (The other
    // way round a verdict is lost, for a Sentinel incident that is reopened no longer shows it.)
    private static string? WrongAfterAFailure(Engine engine, Pair start, Pair settled)
    {
        if (Pass(engine, start, reached => reached == Portal.Defender, out var half) is { } wrong
            || (wrong = Pass(engine, half, _ => true, out half)) is not null)
        {
            return wrong;
        }

        return start.Told.Any(field => Portals.Both.Any(portal => !Says(field, half[portal], settled[portal])))
            ? $"I8: it ends elsewhere when only Defender was reached first, {Describe(start)}"
            : null;
    }

    // A portal refuses one of the values for good: that field waits, it is not sent again, and the rest comes to an end.
    private static string? WrongAfterARefusal(Engine engine, Pair start)
    {
        if (engine.Plan(start.Link(), start.Rules).Action is not SyncAction.Write { Fields: [var refused, ..] })
        {
            return null;
        }

        var known = start.Link() with { Unwritable = [new(refused, HoldReason.Refused)] };
        var plan = engine.Plan(known, start.Rules);
        var settled = start.Apply(engine, plan);
        var again = engine.Plan(
            known with { Defender = settled.Defender, Sentinel = settled.Sentinel, Bases = settled.Bases }, start.Rules);
        return !plan.Held.Any(held => held.Field == refused.Field && held.Reason == HoldReason.Refused)
            ? $"refusal: {refused.Field} does not wait, {Describe(start)}"
            : new[] { plan, again }.Any(one => one.Decisions.Any(decision => decision.Field == refused.Field && !decision.Writes.IsEmpty))
                ? $"refusal: {refused.Field} is sent again, {Describe(start)}"
            : again.Action is not SyncAction.Nothing ? $"refusal: the rest does not end, {Describe(start)}"
            : null;
    }

    private static bool Says(Field field, Snapshot left, Snapshot right) =>
        Meaning.InItsPortal(field, left.Incident[field]) == Meaning.InItsPortal(field, right.Incident[field]);

    private static string Describe(Pair pair) =>
        string.Join("; ", pair.Told.Select(field => new FieldView(pair, field)));
}
