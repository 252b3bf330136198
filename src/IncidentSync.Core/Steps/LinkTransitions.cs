using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>What a link becomes after a portal answered; <see cref="Doubt"/> has what follows when it did not. Pure.</summary>
public static class LinkTransitions
{
    /// <summary>How many writes of a link are remembered, to recognize an oscillation.</summary>
    private const int MostRecent = 40;

    /// <summary>Nothing is left to send, or all of it waits.</summary>
    /// <param name="link">The link.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Done(Link link, SyncRules rules) =>
        new(new LinkCommit(link, [], rules.Version, NextStep.Left), "nothing to send");

    /// <summary>Hands the link back to be planned again. Unsent changes are dropped: the new plan makes its own. Comments stay.</summary>
    /// <param name="link">The link with the new snapshot.</param>
    /// <param name="rules">The rules it is under.</param>
    /// <param name="why">What happened, without values.</param>
    /// <param name="contested">A portal did not accept the write. Once is common; a link to which it happens repeatedly rests longer each
    /// time.</param>
    /// <returns>The result.</returns>
    public static IntentResult HandBack(Link link, SyncRules rules, string why, bool contested = false)
    {
        var (settled, journal) = UnansweredWrites.Settle(link, rules);
        var after = settled with { Intents = [.. settled.OpenWrites, .. settled.AnnouncedComments] };
        if (contested)
        {
            after = after with { Attempts = link.Attempts + 1, LastError = $"contested: {why}", Obstacle = null };
        }

        var rest = contested && link.Attempts > 0 ? LinkFailure.RestAfter(link.Attempts - 1) : TimeSpan.Zero;
        return new(new LinkCommit(after, journal, rules.Version, new NextStep.Replan(rest)), why);
    }

    /// <summary>
    /// Whether someone changed a field to be written, or the status, or the verdict, which vanishes when the incident is reopened.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="now">The portal's snapshot.</param>
    /// <param name="change">The change.</param>
    /// <returns>True if so.</returns>
    public static bool MovedOn(Link link, Snapshot now, Intent.Change change) =>
        link[change.Portal] is not { } planned || now.RedirectedTo != planned.RedirectedTo
        || (now.Stamp > planned.Stamp && change.Fields.Any(link.IsInDoubt))
        || change.Fields.Select(write => write.Field).Append(AllFields.Status).Append(AllFields.Verdict)
            .Any(field => !field.Same(planned.Incident[field], now.Incident[field]));

    /// <summary>
    /// The portal answered the write. Both bases move for every field in which the portals now agree. A field that the answer does not show
    /// waits alone and is not sent again.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">The intent, as it was sent.</param>
    /// <param name="answer">The portal's answer.</param>
    /// <param name="expected">The snapshot read before the write; null for a twin.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Applied(Link link, Intent intent, Snapshot answer, Snapshot? expected, SyncRules rules)
    {
        var fields = intent.Writes;
        var shown = fields.Where(write => write.Field.Shows(write, answer.Incident[write.Field])).ToImmutableArray();
        var missing = fields.Except(shown).ToImmutableArray();
        var seen = link.Observe(answer);
        var left = intent is Intent.Change change && !missing.IsEmpty
            ? seen.With(Doubt.Answered(change, missing, answer.Stamp))
            : seen.Without(intent);
        var after = Superseded(left, intent, expected, shown) with
        {
            Bases = BasesAfter(seen, intent, rules),
            Unwritable = intent is Intent.Create
                ? [.. seen.Unwritable, .. missing.Select(write => new UnwritableValue(write, HoldReason.NotAccepted))]
                : seen.Unwritable,
            Resolutions = seen.Resolutions.RemoveRange(shown.Select(write => write.Field)),
            Recent = Recently(seen.Recent, shown, answer.Stamp, rules.FlipWindow),
        };
        var answered = new JournalEntry(JournalKind.Answer, intent.Portal, null, null, null, $"applied, {shown.Length} fields");
        var said = missing.IsEmpty || intent is Intent.Create
            ? $"{intent.Portal} applied {shown.Length} fields"
            : $"{intent.Portal} applied {shown.Length} fields, and its answer does not show {missing.Length}";
        return GoOn(after.Well(), rules, said, [answered, .. MadeAgain(intent, answer, expected)]);
    }

    /// <summary>The portal shows the comment.</summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">The comment as it was announced.</param>
    /// <param name="comment">How the portal shows it.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Posted(Link link, Intent.Comment intent, Comment comment, SyncRules rules)
    {
        var after = link.Without(intent).Carried(intent, comment).Well();
        return GoOn(
            after,
            rules,
            $"{intent.Portal} accepted a comment",
            [new(JournalKind.Answer, intent.Portal, null, null, null, "comment posted")]);
    }

    /// <summary>The portal has no such incident; this must be confirmed before anything follows from it.</summary>
    /// <param name="link">The link.</param>
    /// <param name="portal">The portal.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Missing(Link link, Portal portal, SyncRules rules) =>
        HandBack(link with { Missing = MissingIncident.Met(portal) }, rules, $"{portal} has no such incident");

    /// <summary>The incident of a comment was merged: the comment is planned again, for the target.</summary>
    /// <param name="link">The link.</param>
    /// <param name="comment">The comment.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Retarget(Link link, Intent.Comment comment, SyncRules rules) =>
        HandBack(link.Without(comment) with { MergedInto = null }, rules, "the comment's incident was merged", contested: true);

    /// <summary>The call before the write failed: nothing was sent.</summary>
    /// <param name="link">The link.</param>
    /// <param name="failure">Why the call failed.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Rest(Link link, Failure failure, SyncRules rules) =>
        new(LinkFailure.Commit(link, failure, rules), failure.Summary)
        {
            WaitsForTurn = failure is Failure.RetryLater { IsTurn: true },
        };

    /// <summary>
    /// The write itself failed: refused values are held, and the writer looks at once for a write that may have been applied.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">The intent, as it was sent.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="terms">The terms.</param>
    /// <returns>The result.</returns>
    public static IntentResult Failed(Link link, Intent intent, Failure failure, StepTerms terms) => (failure, intent) switch
    {
        (Failure.Unknown, _) => Doubt.Begins(link, intent, failure, terms),
        (Failure.Refused refused, Intent.Create create) => Refusal.Reduced(link, create, refused, terms.Rules),
        (Failure.Refused refused, Intent.Change { Fields: [var write] }) => Refusal.Of(link, write, refused, terms.Rules),
        (Failure.Refused refused, Intent.Comment comment) => Refusal.Of(link, comment, refused, terms.Rules),
        (Failure.Refused, Intent.Change change) => Refusal.Split(link, change, terms.Rules),
        _ => Rest(link, failure, terms.Rules),
    };

    /// <summary>
    /// Whether the unsent changes are outdated: one portal's answer changed what the other should get, or does not show what had to be
    /// written first, so a new plan would ask for other changes.
    /// </summary>
    /// <param name="before">The link before the answer.</param>
    /// <param name="after">The link after it.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>True if so.</returns>
    public static bool IsOutdated(Link before, Link after, SyncRules rules)
    {
        var announced = after.Intents.OfType<Intent.Change>().Where(change => !change.Sent).SelectMany(change => change.Fields).ToList();
        return announced.Count > 0 && (Moved(before, after) || HasMoreOpen(before, after))
            && Planner.Plan(after, rules, Stamp.EndOfTime).Decisions.SelectMany(decision => decision.Writes).ToList() is var wanted
            && !(announced.All(write => wanted.Any(write.IsSameAs)) && wanted.All(write => announced.Any(write.IsSameAs)));
    }

    /// <summary>
    /// Whether a portal's answer asks for a new plan: it shows a change that we did not write, or the link's state moves on. The feed will
    /// not mark the link dirty for it, because the snapshot is already stored.
    /// </summary>
    /// <param name="before">The link before the answer.</param>
    /// <param name="after">The link after it.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>True if so.</returns>
    public static bool HasNews(Link before, Link after, SyncRules rules) =>
        (Moved(before, after) || IsFinished(before, after))
        && !after.HasUnsentWrites
        && Planner.Plan(after, rules, Stamp.EndOfTime) is var plan
        && (plan.State != after.State || after.HasUnreadComments || (Moved(before, after) && (plan.Action is not SyncAction.Nothing
            || plan.Held.Any(held => after.Held.GetValueOrDefault(held.Field, (HoldReason)(-1)) != held.Reason))));

    /// <summary>The worker goes on with what is due next, or leaves the link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <param name="said">What happened, without values.</param>
    /// <param name="journal">The rows for the journal.</param>
    /// <returns>The result.</returns>
    public static IntentResult GoOn(Link link, SyncRules rules, string said, ImmutableArray<JournalEntry> journal) =>
        new(
            new LinkCommit(
                link, journal, rules.Version, link.NextIntent is not null ? new NextStep.Continue(AlsoDirty: false) : NextStep.Left),
            said);

    // A write that the answer shows replaces an earlier one that the portal accepted and did not show, and is not a late call's effect. A
    // PUT that was applied under an etag also proves that no other PUT under that etag was or ever will be.
    private static Link Superseded(Link link, Intent by, Snapshot? expected, ImmutableArray<FieldWrite> shown)
    {
        return link with
        {
            Intents =
            [
                .. link.Intents.Where(intent => !IsVoid(intent)).Select(intent => intent switch
                {
                    Intent.Change change when IsOlder(intent) => change with { Fields = [.. change.Fields.Where(IsNotShown)] },
                    Intent.Unanswered memory when shown.Any(memory.Write.IsSameAs) => memory with { Stood = null, BackAs = null },
                    _ => intent,
                }).Where(intent => intent is not Intent.Change { Fields.IsEmpty: true }),
            ],
        };

        bool IsOlder(Intent intent) => intent is Intent.Change { Sent: true } && intent.Key != by.Key && intent.Portal == by.Portal;

        bool IsVoid(Intent intent) => IsOlder(intent) && intent is Intent.Change { AnsweredAs: null, Version: { Length: > 0 } version }
            && version == expected?.Version;

        bool IsNotShown(FieldWrite write) => shown.All(other => other.Field != write.Field);
    }

    // A twin is the projection of what Defender held, even where the projection had to invent a value: a title for an incident without one,
    // Informational for an unknown severity. An invented value must not count as Sentinel's edit when Defender later has a value. Where
    // Sentinel refused Defender's value, that value must still be carried.
    private static Bases BasesAfter(Link link, Intent intent, SyncRules rules)
    {
        if (link is not { Defender: { } defender, Sentinel: { } sentinel })
        {
            return link.Bases;
        }

        // A change sent again may be older than what the other portal shows now: the portals agreed on it when it was planned.
        if (intent is Intent.Change { Sent: true } again)
        {
            return again.Fields.Aggregate(
                    link, (seen, write) => UnansweredWrites.Adopt(seen, write, seen[write.Portal]!.Incident[write.Field], rules, null))
                .Bases.Agree(defender, sentinel, rules.Fields);
        }

        var made = intent is Intent.Create create
            ? create.Fields.Where(write => write.Field.Same(write.Value, sentinel.Incident[write.Field]))
            : [];
        return made.Aggregate(link.Bases, (bases, write) => write.Of is Unseen
            ? bases.AgreeOnInvented(write.Field, sentinel)
            : bases.Agree(write.Field, defender, sentinel)).Agree(defender, sentinel, rules.Fields);
    }

    private static ImmutableArray<RecentWrite> Recently(
        ImmutableArray<RecentWrite> before, IEnumerable<FieldWrite> written, Stamp at, TimeSpan window) =>
        [.. before.Where(recent => recent.At.After(window) > at)
            .Concat(written.Select(write => new RecentWrite(write, at))).TakeLast(MostRecent)];

    private static IEnumerable<JournalEntry> MadeAgain(Intent intent, Snapshot answer, Snapshot? expected) =>
        intent is Intent.Change && expected is not null && answer.CreatedAt > expected.CreatedAt
            ? [new(JournalKind.Lifecycle, intent.Portal, null, null, null, "made again: the incident was deleted during the write")]
            : [];

    private static bool IsFinished(Link before, Link after) => !before.Intents.IsEmpty && after.Intents.IsEmpty;

    private static bool HasMoreOpen(Link before, Link after) =>
        after.OpenWrites.Any(open => before.OpenWrites.All(known => known.Key != open.Key));

    private static bool Moved(Link before, Link after) =>
        !(ReferenceEquals(before.Defender, after.Defender) && ReferenceEquals(before.Sentinel, after.Sentinel));
}
