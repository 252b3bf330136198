using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>What a link becomes after a call to a portal. Pure.</summary>
/// <remarks>
/// <code>
/// | the call                             | then                                                                     |
/// |--------------------------------------|--------------------------------------------------------------------------|
/// | a write was answered                 | <see cref="AppliedWrite"/>                                                |
/// | a comment was posted, or is there    | carried; the worker goes on                                              |
/// | a write was refused (HTTP 400)       | <see cref="Refusal"/>                                                     |
/// | a write got no answer                | <see cref="Doubt"/>                                                       |
/// | a write failed otherwise, or a read  | nothing was sent: the link rests (<see cref="LinkFailure"/>)              |
/// | the portal has no such incident      | missing: planned again, which confirms it first                          |
/// | the comment's incident was merged    | planned again, for the target                                            |
/// | a read before it shows other news    | handed back: planned again (<see cref="Replanning"/>)                     |
/// </code>
/// </remarks>
public static class LinkTransitions
{
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
}
