using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>The rows that a plan owes the journal before anything of it is written.</summary>
public static class Journal
{
    /// <summary>The rows of a plan. A hold that continues for the same reason is not journaled again.</summary>
    /// <param name="link">The link that was planned.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="heldBefore">The fields that were held until now.</param>
    /// <param name="linkHeldBefore">Why the whole link was held until now; null when it was not.</param>
    /// <returns>The rows, the link's first and then field by field; may be empty.</returns>
    public static ImmutableArray<JournalEntry> Of(
        Link link, SyncPlan plan, IReadOnlyDictionary<Field, HoldReason> heldBefore, HoldReason? linkHeldBefore = null) =>
    [
        .. OfLink(link, plan, linkHeldBefore),
        .. plan.Decisions.SelectMany(decision => Of(link, decision, heldBefore)),
        .. Freed(plan, heldBefore),
        .. OfAction(link, plan),
        .. Doubted(link, plan),
    ];

    private static IEnumerable<JournalEntry> OfLink(Link link, SyncPlan plan, HoldReason? heldBefore)
    {
        if (plan.LinkHold != heldBefore)
        {
            yield return plan.LinkHold is { } reason
                ? new(JournalKind.Held, null, null, null, null, reason.ToString())
                : new(JournalKind.Freed, null, null, null, null, heldBefore.ToString()!);
        }

        if (plan.State == LinkState.Deleted && link.Missing is { } missing)
        {
            yield return new(JournalKind.Lifecycle, missing.Portal, null, null, null, $"{missing.Portal} no longer has the incident");
        }
    }

    private static IEnumerable<JournalEntry> Of(
        Link link, FieldDecision decision, IReadOnlyDictionary<Field, HoldReason> heldBefore) => decision switch
    {
        Carried c =>
        [
            new(
                JournalKind.Carried, c.Write.Portal, c.Field, c.Replaces, c.Write.Value,
                c.Was is null ? "first contact" : $"edited in {c.From}"),
        ],
        Resolved r =>
            [new(JournalKind.Conflict, r.Conflict.Winner.Other(), r.Field, r.Conflict.Losing, r.Conflict.Winning, r.Conflict.Rule)],
        Merged m => m.Given.Select(write => new JournalEntry(
            JournalKind.Carried, write.Portal, m.Field, write.Portal == Portal.Defender ? m.Defender : m.Sentinel, write.Value, "merged")),
        Raced r => [new(JournalKind.Raced, r.Write.Portal, r.Field, r.Late, r.Write.Value, "our own write took effect late")],
        // A value that is about to vanish is journaled each time, because it may differ from the one before.
        Held h when h.Reason == HoldReason.Reopened || heldBefore.GetValueOrDefault(h.Field, (HoldReason)(-1)) != h.Reason =>
            [new(JournalKind.Held, null, h.Field, h.Defender, h.Sentinel, h.Reason.ToString())],
        Agreed a when link.Bases[a.Field] is null =>
        [
            new(JournalKind.Adopted, null, a.Field, link.Defender!.Incident[a.Field], link.Sentinel!.Incident[a.Field], "first contact"),
        ],
        _ => [],
    };

    private static IEnumerable<JournalEntry> Freed(SyncPlan plan, IReadOnlyDictionary<Field, HoldReason> heldBefore) =>
        plan.Decisions.IsEmpty
            ? []
            : heldBefore.Where(held => plan.Held.All(now => now.Field != held.Key))
                .Select(held => new JournalEntry(JournalKind.Freed, null, held.Key, null, null, held.Value.ToString()));

    // The plan sends the write again, or another value in its place, and the portal has made another version meanwhile: it may have applied
    // the first write, and a person may have reverted it.
    private static IEnumerable<JournalEntry> Doubted(Link link, SyncPlan plan) =>
        from write in plan.Decisions.SelectMany(decision => decision.Writes)
        let now = write.Portal == Portal.Defender ? link.Defender! : link.Sentinel!
        from open in link.Open.Where(open => IsReplaced(open, write) && now.Stamp > open.Over)
        select new JournalEntry(
            JournalKind.Ambiguous, write.Portal, write.Field, now.Incident[write.Field], open.Write.Value,
            "the portal does not show a write that got no answer");

    private static bool IsReplaced(OpenWrite open, FieldWrite write) =>
        open.Write.Portal == write.Portal && open.Write.Field == write.Field
        && (open.MayBeLate ? open.IsInDoubt : !open.Write.IsSameAs(write));

    private static IEnumerable<JournalEntry> OfAction(Link link, SyncPlan plan) => plan.Action switch
    {
        SyncAction.CreateTwin create =>
            create.Fields.Select(write => new JournalEntry(JournalKind.Created, write.Portal, write.Field, null, write.Value, "twin")),
        SyncAction.Write write when link.Defender?.RedirectedTo is not null => write.Fields.Select(field => new JournalEntry(
            JournalKind.Lifecycle, field.Portal, field.Field, link.Sentinel!.Incident[field.Field],
            field.Value, $"merged into {link.MergedInto?.End}")),
        SyncAction.Write write when link.SupersededBy is { } other => write.Fields.Select(field => new JournalEntry(
            JournalKind.Lifecycle, field.Portal, field.Field, link.Sentinel!.Incident[field.Field], field.Value, $"replaced by {other}")),
        _ => [],
    };
}
