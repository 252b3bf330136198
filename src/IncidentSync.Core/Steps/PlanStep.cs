using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>What a link becomes when its plan is stored: losing values and intents are durable before anything is sent.</summary>
public static class PlanStep
{
    private static readonly CommentPlan NoComments = new([], []);

    private static readonly JournalEntry NoRoom =
        new(JournalKind.Error, Portal.Sentinel, null, null, null, "Sentinel has no room for a comment of Defender");

    /// <summary>Stores the plan. A plan that waits for a time leaves the link dirty, so that it is planned again then.</summary>
    /// <param name="link">The link as it was planned.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="comments">The plan of its comments; null when they were not read, and wait as before.</param>
    /// <param name="terms">The terms of the connection.</param>
    /// <param name="now">The service's clock.</param>
    /// <returns>The commit for the store.</returns>
    public static LinkCommit Of(Link link, SyncPlan plan, CommentPlan? comments, PlanTerms terms, Stamp now)
    {
        var planned = Planned(link, plan, comments, terms, now);
        var acts = SafetyBrake.ActsOf(link, plan);
        NextStep next = plan.Action is SyncAction.WaitUntil wait
            ? new NextStep.RestFor(wait.Time.Moment - now.Moment, WakesOnNews: true)
            : new NextStep.Done();
        return new LinkCommit(planned, JournalOf(link, planned, plan, comments ?? NoComments), terms.RulesVersion, next)
        {
            Brake = terms.Writes && !acts.IsEmpty ? new BrakeCharge(terms.Brake, acts) : null,
        };
    }

    /// <summary>
    /// Stores what a list of comments showed. The list was older than the count, so it is read again soon, later each time.
    /// </summary>
    /// <param name="link">The link as it was planned.</param>
    /// <param name="commit">The commit of its plan.</param>
    /// <returns>The commit for the store.</returns>
    public static LinkCommit LookAgain(Link link, LinkCommit commit) => commit with
    {
        Link = commit.Link with { Attempts = link.Attempts + 1 },
        Next = new NextStep.Replan(LinkFailure.RestAfter(link.Attempts)),
    };

    private static Link Planned(Link link, SyncPlan plan, CommentPlan? comments, PlanTerms terms, Stamp now) =>
        (plan.Action is SyncAction.Nothing ? link.Well() : link) with
        {
            State = plan.State,
            Bases = plan.Bases,
            Held = plan.Decisions.IsEmpty && plan.State == LinkState.Live
                ? link.Held
                : plan.Held.ToImmutableDictionary(held => held.Field, held => held.Reason),
            Hold = plan.LinkHold,
            CommentHold = comments is null ? link.CommentHold : CommentHold.Of(comments),
            Unwritable =
            [
                .. link.Unwritable.Where(value =>
                    plan.Held.Any(held => held.Field == value.Write.Field && held.Reason == value.Reason)),
            ],
            Intents = terms.Writes && plan.State != LinkState.Deleted
                ? Intents.After(link, plan.Action, comments ?? NoComments, now)
                : [],
            Resolutions = plan.Decisions.IsEmpty
                ? link.Resolutions
                : link.Resolutions.RemoveRange(link.Resolutions.Keys.Where(field => !IsUnderWay(field, plan))),
            Observed = terms.Writes ? "" : Divergence.NameOf(plan, (comments ?? NoComments).Posts),
        };

    // An operator's decision is kept until it is carried out, or the portals hold other values.
    private static bool IsUnderWay(Field field, SyncPlan plan) =>
        plan.Decisions.Any(decision => decision is Resolved { Conflict.Rule: Resolution.Rule } && decision.Field == field);

    private static ImmutableArray<JournalEntry> JournalOf(Link link, Link planned, SyncPlan plan, CommentPlan comments)
    {
        var all = Journal.Of(link, plan, link.Held, link.Hold)
            .Concat(comments.Posts.Select(post => new JournalEntry(JournalKind.Carried, post.Target, null, null, null, "comment")))
            .Concat(comments.NoRoom.Select(_ => NoRoom)).Concat(CommentHold.Told(link.CommentHold, planned.CommentHold));
        return planned.Observed.Length > 0 && planned.Observed == link.Observed
            ? [.. all.Where(entry => entry.Kind is JournalKind.Adopted or JournalKind.Held or JournalKind.Freed)]
            : [.. all];
    }
}
