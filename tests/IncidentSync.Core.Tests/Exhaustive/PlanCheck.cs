using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>What must hold of every single plan, whatever came before. Each method names the invariant it proves.</summary>
internal static class PlanCheck
{
    /// <summary>What the plan does wrong, or null.</summary>
    public static string? Of(Pair pair, SyncPlan plan, ImmutableArray<JournalEntry> journal)
    {
        var writes = plan.Action is SyncAction.Write write ? write.Fields : [];
        foreach (var portal in Portals.Both)
        {
            if (PerfectPortal.Refusal(pair[portal], writes) is { } refusal)
            {
                return $"projection: {portal} answers 400, {refusal}";
            }
        }

        var after = pair.Apply(Engine.Real, plan);
        return writes.Select(one => OfWrite(new(pair, one.Field), one, writes, journal)).FirstOrDefault(wrong => wrong is not null)
            ?? pair.Told.Select(field => OfField(new(pair, field), new(after, field), plan, journal))
                .FirstOrDefault(wrong => wrong is not null)
            ?? OfBases(pair, pair.Bases, plan.Bases);
    }

    /// <summary>The base is exactly what both portals agree on: it moves where they do, to what they hold, and nowhere else.</summary>
    public static string? OfBases(Pair pair, Bases before, Bases after) =>
        pair.Told.Select(field => OfBase(new(pair, field), before[field], after[field])).FirstOrDefault(wrong => wrong is not null);

    private static string? OfBase(FieldView view, FieldBase? before, FieldBase? after)
    {
        if (view.Field == AllFields.Tags)
        {
            return TagsCheck.OfBase(view, before, after);
        }

        var moved = Portals.Both.Any(portal => !Says(view.Field, before?[portal], after?[portal]));
        var isThere = after is not null && Portals.Both.All(portal => Says(view.Field, after[portal], view[portal]));
        return (view.IsEqual, moved, isThere) switch
        {
            (false, true, _) => $"base: it moved although the portals differ, {view}",
            (true, _, false) => $"base: it is not what both agree on, {view}",
            _ => null,
        };
    }

    private static string? OfWrite(
        FieldView view, FieldWrite write, ImmutableArray<FieldWrite> writes, ImmutableArray<JournalEntry> journal)
    {
        var held = view[write.Portal];
        var row = journal.FirstOrDefault(entry => entry.Portal == write.Portal && entry.Field == write.Field);
        return view switch
        {
            { IsUnknown: true } => $"I14: an unknown value is mapped or overwritten, {view}",
            _ when Says(view.Field, held, write.Value) => $"I4: what {write.Portal} holds is written again, {view}",
            _ when writes.Count(other => other.Portal == write.Portal && other.Field == write.Field) > 1 => $"I5: written twice, {view}",
            _ when view.Policy == ConflictPolicy.Off => $"off: it is written, {view}",
            _ when view.Policy == ConflictPolicy.Hold && held is not Unseen => $"hold: it is written, {view}",
            _ when Meaning.IsEmpty(write.Value) && write.Value is Seen<string> => $"texts: an empty one travels, {view}",
            _ when held is Seen<Status> { Value: Status.AwaitingAction } => $"status: awaitingAction is written over, {view}",
            _ when row is null || !ReferenceEquals(row.Was, held) || row.Now is null =>
                $"I16: the journal lacks the value that is replaced, {view}",
            _ => null,
        };
    }

    private static string? OfField(FieldView before, FieldView after, SyncPlan plan, ImmutableArray<JournalEntry> journal)
    {
        var decision = plan.Decisions.SingleOrDefault(one => one.Field == before.Field);
        if (before.IsUnknown && decision is not Held && before.Policy != ConflictPolicy.Off)
        {
            return $"I14: an unknown value is not held, {before}";
        }

        if (before.Field == AllFields.Tags)
        {
            return TagsCheck.OfPlan(before, after);
        }

        foreach (var portal in Portals.Both)
        {
            var other = portal.Other();
            if (before.IsChanged(portal) && !before.IsChanged(other) && !before.Rules(other) && !Stays(before, after, portal))
            {
                return $"I2: {portal}'s edit loses to a portal that did not change, {before}";
            }

            if (before.IsChanged(portal) && !IsAccountedFor(portal, before, after, decision, journal))
            {
                return $"I2: {portal}'s edit is lost without a word, {before}";
            }

            if (!before.IsAnyChanged && !before.Rules(other) && !Stays(before, after, portal))
            {
                return $"I4: {portal} is written although nobody changed anything, {before}";
            }
        }

        var wrongRow = journal.FirstOrDefault(entry => entry.Kind == JournalKind.Conflict && entry.Field == before.Field);
        return wrongRow is not null && before.Policy is var policy
            && policy != ConflictPolicy.DefenderOnly && policy != ConflictPolicy.SentinelOnly
            && !Portals.Both.All(before.IsChanged)
                ? $"conflict: one is listed where only one portal changed, {before}"
                : wrongRow is not null && PolicyCheck.WrongWinner(before, wrongRow) is { } wrong ? $"policy: {wrong}, {before}" : null;
    }

    // Applied, held, the loser of a listed conflict, or what the other portal cannot answer now: no other fate exists.
    private static bool IsAccountedFor(
        Portal portal, FieldView before, FieldView after, FieldDecision? decision, ImmutableArray<JournalEntry> journal) =>
        before.Policy == ConflictPolicy.Off
        || decision is Held
        || after[portal.Other()] is Unseen
        || before.IsOverruledByNothing(portal)
        || Meaning.Of(before.Field, after[portal.Other()]) == Meaning.Of(before.Field, before[portal])
        || journal.Any(entry => entry.Kind == JournalKind.Conflict && entry.Field == before.Field
            && entry.Portal == portal && ReferenceEquals(entry.Was, before[portal]));

    private static bool Stays(FieldView before, FieldView after, Portal portal) =>
        before[portal] is Unseen || after[portal] is Unseen || Says(before.Field, before[portal], after[portal]);

    private static bool Says(Field field, Reading? left, Reading? right) =>
        left is null || right is null ? left == right : Meaning.InItsPortal(field, left) == Meaning.InItsPortal(field, right);
}
