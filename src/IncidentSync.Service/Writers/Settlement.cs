using System.Collections.Immutable;
using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Writers;

/// <summary>What a link becomes after a portal answered, or did not. Pure.</summary>
internal static class Settlement
{
    /// <summary>
    /// Graph has answered a PATCH with the version before it, and shows the new one soon after: whether a portal keeps what it took is
    /// asked once more.
    /// </summary>
    private static readonly TimeSpan OldAnswerRest = TimeSpan.FromSeconds(3);

    /// <summary>So many writes of a link are remembered, to tell an oscillation.</summary>
    private const int MostRecent = 40;

    /// <summary>Nothing is left to send.</summary>
    public static WriteStep Done(Link link, SyncRules rules) => new(new LinkCommit(link, [], rules.Version), "nothing to send");

    /// <summary>The link is planned again. Unsent changes are dropped: the new plan says what is still wanted. Comments wait on.</summary>
    /// <param name="link">The link with what was seen.</param>
    /// <param name="rules">The rules it is under.</param>
    /// <param name="why">What happened, without values.</param>
    /// <param name="contested">A portal would not take the write. Once is common; a link to which it happens again and again rests longer
    /// each time.</param>
    public static WriteStep HandBack(Link link, SyncRules rules, string why, bool contested = false)
    {
        var (settled, journal) = DoubtfulWrites.Settle(link, rules);
        var after = settled with { Intents = [.. link.AnnouncedComments] };
        if (contested)
        {
            after = after with { Attempts = link.Attempts + 1, LastError = $"contested: {why}" };
        }

        var rest = contested && link.Attempts > 0 ? LinkFailure.RestAfter(link.Attempts - 1) : TimeSpan.Zero;
        return new(new LinkCommit(after, journal, rules.Version) { MarkDirty = true, Rest = rest, WakesOnNews = true }, why);
    }

    /// <summary>
    /// Someone changed what is about to be written, or where the incident stands, or the verdict that goes when it is reopened.
    /// </summary>
    public static bool MovedOn(Snapshot? planned, Snapshot now, Intent.Change change) =>
        planned is null || now.RedirectedTo != planned.RedirectedTo
        || change.Fields.Select(write => write.Field).Append(Fields.Status).Append(Fields.Verdict)
            .Any(field => !field.Same(planned.Incident[field], now.Incident[field]));

    /// <summary>The portal answered the write. Both bases move for every field in which the portals now agree.</summary>
    public static WriteStep Applied(Link link, Snapshot answer, Snapshot? expected, SyncConnection connection)
    {
        var (intent, fields) = (link.Intents[0], FieldsOf(link.Intents[0]));
        var missing = fields.Where(write => !write.Field.Same(write.Value, answer.Incident[write.Field])).ToList();
        if (missing.Count > 0 && intent is Intent.Change change)
        {
            var asked = change with { Sent = true, AnsweredAs = answer.Stamp };
            var looked = link.Observe(answer) with { Intents = link.Intents.SetItem(0, asked) };
            return new(Commit(looked, connection.RulesNow, []) with { Rest = OldAnswerRest }, "the answer does not show the write");
        }

        var seen = link.Observe(answer);
        var after = seen with
        {
            Bases = BasesAfter(seen, intent, connection.RulesNow),
            Unwritable = [.. seen.Unwritable, .. missing.Select(write => new UnwritableValue(write, HoldReason.NotAccepted))],
            Resolutions = seen.Resolutions.RemoveRange(fields.Select(write => write.Field)),
            Recent = Recently(seen.Recent, fields.Except(missing), answer.Stamp, connection.RulesNow.FlipWindow),
            Intents = link.Intents.RemoveAt(0),
            Attempts = 0,
            LastError = "",
        };
        var answered = new JournalEntry(JournalKind.Answer, intent.Portal, null, null, null, $"applied, {fields.Length} fields");
        var commit = Commit(after, connection.RulesNow, [answered, .. MadeAgain(intent, answer, expected)]);
        return new(commit with { KeepLease = !after.Intents.IsEmpty }, $"{intent.Portal} applied {fields.Length} fields");
    }

    /// <summary>A read soon after the answer does not show the write either: reads may be as old as the answer was.</summary>
    public static WriteStep NotSeenYet(Link link, Intent.Change change, SyncConnection connection)
    {
        var looked = link with { Intents = link.Intents.SetItem(0, change with { Looked = true }) };
        return new(
            Commit(looked, connection.RulesNow, []) with { Rest = connection.Timing.Settle(change.Portal) },
            $"{change.Portal} does not show the write yet");
    }

    /// <summary>The comment is there.</summary>
    public static WriteStep Posted(Link link, Intent.Comment intent, Comment comment, SyncRules rules)
    {
        var after = Carried(link, intent, comment) with { Intents = link.Intents.RemoveAt(0), Attempts = 0, LastError = "" };
        var commit = Commit(after, rules, [new(JournalKind.Answer, intent.Portal, null, null, null, "comment posted")]);
        return new(commit with { KeepLease = !after.Intents.IsEmpty }, $"{intent.Portal} took a comment");
    }

    /// <summary>The portal has no such incident: that is confirmed before anything follows from it.</summary>
    public static WriteStep Missing(Link link, Portal portal, SyncRules rules) =>
        HandBack(link with { Missing = MissingIncident.Met(portal) }, rules, $"{portal} has no such incident");

    /// <summary>The incident of a comment was merged: the comment is planned again, for where the work went on.</summary>
    public static WriteStep Retarget(Link link, SyncRules rules) =>
        HandBack(link with { MergedInto = null, Intents = link.Intents.RemoveAt(0) },
            rules, "the comment's incident was merged", contested: true);

    /// <summary>The call before the write failed: nothing was sent.</summary>
    public static WriteStep Rest(Link link, Failure failure, SyncConnection connection) =>
        new(LinkFailure.Commit(link, failure, connection.RulesNow), failure.Summary)
        {
            WaitsForTurn = failure is Failure.RetryLater { IsTurn: true },
        };

    /// <summary>
    /// The write itself failed: refused values wait, and one that may have been applied is looked up once it had the time to show.
    /// </summary>
    public static WriteStep Doubt(Link link, Failure failure, SyncConnection connection) => (failure, link.Intents[0]) switch
    {
        (Failure.Unknown, var intent) => new(
            LinkFailure.Commit(link with { Intents = link.Intents.SetItem(0, AsSent(intent)) }, failure, connection.RulesNow) with
            {
                Rest = connection.Timing.Settle(intent.Portal),
                WakesOnNews = false,
            },
            "no answer"),
        (Failure.Refused refused, Intent.Change { Fields: [var write] }) => Refused(link, write, refused, connection.RulesNow),
        (Failure.Refused refused, Intent.Comment comment) => RefusedComment(link, comment, refused, connection.RulesNow),
        (Failure.Refused, Intent.Change change) => Split(link, change, connection.RulesNow),
        _ => Rest(link, failure, connection),
    };

    /// <summary>
    /// One portal's answer changed what the other is to be given: the changes that are still announced are no longer what a plan would ask
    /// for.
    /// </summary>
    public static bool IsOutdated(Link before, Link after, SyncRules rules)
    {
        var announced = after.Intents.OfType<Intent.Change>().SelectMany(change => change.Fields).ToList();
        return announced.Count > 0 && Moved(before, after)
            && Planner.Plan(after.ToSyncState(), rules).Decisions.SelectMany(decision => decision.Writes).ToList() is var wanted
            && !(announced.All(write => wanted.Any(write.IsSameAs)) && wanted.All(write => announced.Any(write.IsSameAs)));
    }

    /// <summary>
    /// What a portal showed while it was written asks for a plan: something that nobody on this side asked for, or the link's state moves
    /// on. The feed will not tell it again, for it is stored already.
    /// </summary>
    public static bool HasNews(Link before, Link after, SyncRules rules) =>
        (Moved(before, after) || IsFinished(before, after))
        && after.Intents.All(intent => intent is Intent.Comment)
        && Planner.Plan(after.ToSyncState(), rules) is var plan
        && (plan.State != after.State || after.HasUnreadComments || (Moved(before, after) && (plan.Action is not SyncAction.Nothing
            || plan.Held.Any(held => after.Held.GetValueOrDefault(held.Field, (HoldReason)(-1)) != held.Reason))));

    private static WriteStep Refused(Link link, FieldWrite write, Failure.Refused refused, SyncRules rules)
    {
        var after = link with
        {
            Unwritable = link.Unwritable.Add(new UnwritableValue(write, HoldReason.Refused)),
            Resolutions = link.Resolutions.Remove(write.Field),
        };
        var reason = $"HTTP {refused.Status} {refused.Code}: {refused.Message}";
        var step = HandBack(after, rules, $"{write.Portal} refused {write.Field}");
        var refusal = new JournalEntry(JournalKind.Error, write.Portal, write.Field, null, write.Value, reason);
        return step with { Commit = step.Commit with { Journal = [.. step.Commit.Journal, refusal] } };
    }

    private static WriteStep RefusedComment(Link link, Intent.Comment comment, Failure.Refused refused, SyncRules rules)
    {
        var after = link with
        {
            Comments = WithRole(link, comment, CommentRole.Refused, null),
            Intents = [.. link.Intents.RemoveAt(0).Where(intent => intent is not Intent.Comment other || !other.Shares(comment))],
        };
        var reason = $"comment refused: HTTP {refused.Status} {refused.Code}: {refused.Message}";
        var commit = Commit(after, rules, [new(JournalKind.Error, comment.Portal, null, null, null, reason)]);
        return new(commit with { KeepLease = !after.Intents.IsEmpty }, $"{comment.Portal} refused a comment");
    }

    // A comment of several parts is carried when its last part is.
    private static Link Carried(Link link, Intent.Comment intent, Comment comment)
    {
        var more = link.Intents.OfType<Intent.Comment>().Count(other => other.Shares(intent)) > 1;
        var known = more ? link.Comments : WithRole(link, intent, CommentRole.Carried, comment.Id);
        var ours = new KnownComment(intent.Portal, comment.Id, CommentRole.Ours, intent.Sources.IsEmpty ? null : intent.Sources[0]);
        var isNew = intent.Incident is null && !known.Any(other => other.Home == ours.Home && other.Id == ours.Id);
        return link with
        {
            Comments = isNew ? known.Add(ours) : known,
            CommentsRead = link.CommentsRead + (isNew && link.CommentsRead >= 0 && intent.Portal == Portal.Sentinel ? 1 : 0),
        };
    }

    private static ImmutableArray<KnownComment> WithRole(Link link, Intent.Comment intent, CommentRole role, CommentId? counterpart) =>
    [
        .. link.Comments.Select(known => known.Home == intent.Portal.Other() && intent.Sources.Contains(known.Id)
            ? known with { Role = role, Counterpart = counterpart }
            : known),
    ];

    // One of the fields is the guilty one: each is tried alone, once.
    private static WriteStep Split(Link link, Intent.Change change, SyncRules rules)
    {
        var alone = change.Fields.Select(write => (Intent)(change with { Fields = [write] }));
        return new(
            Commit(link with { Intents = link.Intents.RemoveAt(0).InsertRange(0, alone) }, rules, []) with { KeepLease = true },
            $"{change.Portal} refused {change.Fields.Length} fields together");
    }

    // What is created is the projection of what Defender held, even where the projection had to invent: a title for an incident without
    // one, Informational for a severity we do not know. An invention must not count as Sentinel's edit when Defender later says what it is.
    private static Bases BasesAfter(Link link, Intent intent, SyncRules rules)
    {
        if (link is not { Defender: { } defender, Sentinel: { } sentinel })
        {
            return link.Bases;
        }

        var made = intent is Intent.Create create
            ? create.Fields.Where(write => write.Field.Same(write.Value, sentinel.Incident[write.Field]))
            : [];
        return made.Aggregate(link.Bases, (bases, write) => bases.With(write.Field, defender, sentinel)).Advance(defender, sentinel, rules);
    }

    private static ImmutableArray<RecentWrite> Recently(
        ImmutableArray<RecentWrite> before, IEnumerable<FieldWrite> written, Stamp at, TimeSpan window) =>
        [.. before.Where(recent => recent.At.After(window) > at)
            .Concat(written.Select(write => new RecentWrite(write, at))).TakeLast(MostRecent)];

    private static IEnumerable<JournalEntry> MadeAgain(Intent intent, Snapshot answer, Snapshot? expected) =>
        intent is Intent.Change && expected is not null && answer.CreatedAt > expected.CreatedAt
            ? [new(JournalKind.Lifecycle, intent.Portal, null, null, null, "made again: it was deleted while it was written")]
            : [];

    private static bool IsFinished(Link before, Link after) => !before.Intents.IsEmpty && after.Intents.IsEmpty;

    private static bool Moved(Link before, Link after) =>
        !(ReferenceEquals(before.Defender, after.Defender) && ReferenceEquals(before.Sentinel, after.Sentinel));

    private static LinkCommit Commit(Link link, SyncRules rules, ImmutableArray<JournalEntry> journal) => new(link, journal, rules.Version);

    private static ImmutableArray<FieldWrite> FieldsOf(Intent intent) => intent switch
    {
        Intent.Create create => create.Fields,
        Intent.Change change => change.Fields,
        _ => [],
    };

    private static Intent AsSent(Intent intent) => intent with { Sent = true };
}
