using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>
/// What a link becomes when a write got no answer, or an answer that does not show it, and later when the portal still does not show it.
/// Only a write that could double or undo something waits; <see cref="UnansweredWrites"/> settles what a portal shows. Pure.
/// </summary>
/// <remarks>
/// <code>
/// | sent without an answer | looked for       | not shown; the portal shows  | then                                                |
/// |------------------------|------------------|------------------------------|-----------------------------------------------------|
/// | a change in Sentinel   | at once          | the etag it was sent under   | again with the link's back-off, then the same PUT   |
/// |                        |                  |                              | or a newer plan's: the first to arrive wins         |
/// | a change that reopens, | at once          | the same                     | the same, once Defender has the verdict that        |
/// | and hides a verdict    |                  |                              | Sentinel will then no longer show                   |
/// | a change in Sentinel   | at once          | another etag                 | ambiguous; planned again                            |
/// | a twin                 | at once          | nothing                      | again after Overlap + LateApply; then planned       |
/// |                        |                  |                              | again: a second one would replace people's edits    |
/// | a comment in Sentinel  | at once, by name | nothing                      | again with the link's back-off, then the same PUT   |
/// | the first digest       | at once, by name | nothing                      | as a twin: it has no etag yet                       |
/// | a change in Defender   | at once, and     | the value from before it     | planned again: the same value goes, another waits   |
/// |                        | 3 s later        |                              | until LateApply has passed                          |
/// | a change in Defender   | the same         | something else               | ambiguous; planned again                            |
/// | a comment in Defender  | at once          | no such text                 | again after Overlap + LateApply, then posted again  |
///
/// | answered, not shown    | looked for       | not shown; the portal shows  | then                                                |
/// |------------------------|------------------|------------------------------|-----------------------------------------------------|
/// | fields of a change     | 3 s later, and   | the version that answered    | not accepted: held                                  |
/// |                        | after Overlap +  | another, as it was           | the same, and ambiguous: it may have been undone    |
/// |                        | LateApply        | something else               | ambiguous; planned again                            |
/// </code>
/// </remarks>
public static class Doubt
{
    /// <summary>
    /// Graph may answer a PATCH with the version before it and show the new one soon after; reads may be as old as the answer.
    /// </summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A write got no answer: the writer looks for it at once, under another claim, which knows what pages have shown meanwhile. Other
    /// unsent changes are dropped, because their plan assumed that this one is written first.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">The intent, as it was sent.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="terms">The terms.</param>
    /// <returns>The result.</returns>
    public static IntentResult Begins(Link link, Intent intent, Failure failure, StepTerms terms)
    {
        var sent = Remembering(link.With(intent with { Sent = true, Looked = false, Rest = TimeSpan.Zero }), intent, terms);
        var left = sent with { Intents = [.. sent.Intents.Where(other => other is not Intent.Change { Sent: false })] };
        var commit = LinkFailure.Commit(left, failure, terms.Rules);
        return new(
            commit with { Next = sent.HasUnsentWrites ? new NextStep.Replan(TimeSpan.Zero) : NextStep.Left },
            $"no answer from {intent.Portal}: {failure.Summary}")
        {
            LooksAgain = true,
        };
    }

    /// <summary>The change that is left when an answer does not show some of its fields.</summary>
    /// <param name="change">The change.</param>
    /// <param name="missing">The writes that the answer does not show.</param>
    /// <param name="answer">The version that answered.</param>
    /// <returns>The change, with the fields still to be shown.</returns>
    public static Intent.Change Answered(Intent.Change change, ImmutableArray<FieldWrite> missing, Stamp answer) => change with
    {
        Fields = missing,
        Labels = [],
        Sent = true,
        AnsweredAs = answer,
        Looked = false,
        Rest = SecondLook,
        Shown = change.Shown.Clear(),
    };

    /// <summary>
    /// Whether to send a PUT again: its etag is still current after a wait, and no newer plan's PUT replaces it. A PUT that reopens waits
    /// for a verdict on its way to Defender.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">The portal's snapshot.</param>
    /// <returns>True if so.</returns>
    public static bool IsSentAgain(Link link, Intent.Change change, Snapshot now) =>
        change is { Portal: Portal.Sentinel, Looked: true, AnsweredAs: null, Version.Length: > 0 }
        && change.Version == now.Version && now.Version != link.GoneVersion
        && !link.Intents.Any(intent => intent is Intent.Change { Portal: Portal.Sentinel, Sent: false })
        && !(change.Reopens && link.Intents.Any(intent => intent is Intent.Change { Portal: Portal.Defender } other && other.Judges));

    /// <summary>The writer looked for a change, and the portal does not show all of it.</summary>
    /// <param name="link">The link with the new snapshot.</param>
    /// <param name="change">The part that is not shown.</param>
    /// <param name="now">The portal's snapshot.</param>
    /// <param name="terms">The terms.</param>
    /// <returns>The result.</returns>
    public static IntentResult NotSeen(Link link, Intent.Change change, Snapshot now, StepTerms terms) => change switch
    {
        { AnsweredAs: not null, Looked: false } => Wait(link, change, terms.Late.Settle(change.Portal), terms.Rules),
        { Portal: Portal.Defender, Looked: false } => Wait(link, change, SecondLook, terms.Rules),
        { Portal: Portal.Sentinel } when change.Version == now.Version =>
            Wait(link, change, LinkFailure.RestAfter(Math.Max(0, link.Attempts - 1)), terms.Rules),
        _ => Judge(link, change, now, terms.Rules),
    };

    /// <summary>The portal does not show the write: the writer looks for it again after this time.</summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">The write.</param>
    /// <param name="rest">The time until the next look.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Wait(Link link, Intent intent, TimeSpan rest, SyncRules rules) =>
        LinkTransitions.GoOn(
            link.With(intent with { Looked = true, Rest = rest }), rules, $"{intent.Portal} does not show the write yet", []);

    /// <summary>
    /// The write can no longer take effect: what waited for it is planned. If it did take effect, that shows within the overlap, so the
    /// link remembers it until then.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="memory">The write that is remembered.</param>
    /// <param name="terms">The terms.</param>
    /// <returns>The result.</returns>
    public static IntentResult Passed(Link link, Intent.Unanswered memory, StepTerms terms) => memory.IsPast
        ? new(new LinkCommit(link.Without(memory), [], terms.Rules.Version, NextStep.Left), "a write that got no answer is forgotten")
        : new(
            new LinkCommit(
                link.With(memory with { IsPast = true, Rest = terms.Late.Settle(memory.Portal) }),
                [],
                terms.Rules.Version,
                new NextStep.Replan(TimeSpan.Zero)),
            $"a write can no longer take effect late in {memory.Portal}");

    private static IntentResult Judge(Link link, Intent.Change change, Snapshot now, SyncRules rules)
    {
        var asItWas = change.Fields.All(write => IsAsItWas(write, now));
        var notKept = change.AnsweredAs is not null && (change.AnsweredAs == now.Stamp || asItWas);
        // While the write is in doubt, the next plan journals it if Defender has made another version meanwhile.
        var isTold = change switch
        {
            { AnsweredAs: not null } => change.AnsweredAs == now.Stamp,
            { Portal: Portal.Defender } =>
                asItWas && (now.Stamp <= change.Over || change.Fields.All(link.IsInDoubt)),
            _ => false,
        };
        var judged = link.Without(change) with
        {
            Unwritable = notKept
                ? [.. link.Unwritable, .. change.Fields.Select(write => new UnwritableValue(write, HoldReason.NotAccepted))]
                : link.Unwritable,
        };
        var step = LinkTransitions.HandBack(judged, rules, "the portal does not show a write that got no answer", contested: true);
        return isTold ? step : step with
        {
            Commit = step.Commit with { Journal = [.. step.Commit.Journal, .. change.Fields.Select(write => Ambiguous(write, now))] },
        };
    }

    private static bool IsAsItWas(FieldWrite write, Snapshot now) =>
        write.Over is { } over && write.Field.Same(over, now.Incident[write.Field]);

    private static JournalEntry Ambiguous(FieldWrite write, Snapshot now) => new(
        JournalKind.Ambiguous, write.Portal, write.Field, now.Incident[write.Field], write.Value,
        "the portal does not show a write that got no answer");

    // Sentinel compares the etag when a late call arrives; Defender compares nothing.
    private static Link Remembering(Link link, Intent intent, StepTerms terms) =>
        intent is not Intent.Change { Portal: Portal.Defender } change ? link : link with
        {
            Intents =
            [
                .. link.Intents.Where(other => other is not Intent.Unanswered memory || !change.Fields.Any(memory.Write.IsSameAs)),
                .. change.Fields.Select(write => new Intent.Unanswered(write)
                {
                    Rest = terms.Late.Apply, Over = change.Over,
                }),
            ],
        };
}
