using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>
/// What a link becomes when a write got no answer, or one that does not show it, and then when it was looked for and is not to be seen.
/// Only what could double or undo waits, and only that; what is seen is <see cref="UnansweredWrites"/>'. Pure.
/// </summary>
/// <remarks>
/// <code>
/// | sent without an answer | looked for       | not to be seen, and it shows | then                                                |
/// |------------------------|------------------|------------------------------|-----------------------------------------------------|
/// | a change in Sentinel   | at once          | the etag it was sent under   | again with the link's back-off, then the same PUT   |
/// |                        |                  |                              | or a newer plan's: whichever arrives first wins     |
/// | a change that reopens, | at once          | the same                     | the same, once Defender has the verdict that        |
/// | and hides a verdict    |                  |                              | Sentinel shows no more then                         |
/// | a change in Sentinel   | at once          | another etag                 | ambiguous; planned again                            |
/// | a twin                 | at once          | nothing                      | again after Overlap + LateApply; then planned       |
/// |                        |                  |                              | again: a second one would replace people's edits    |
/// | a comment in Sentinel  | at once, by name | nothing                      | again with the link's back-off, then the same PUT   |
/// | the first digest       | at once, by name | nothing                      | as a twin: it has no etag yet                       |
/// | a change in Defender   | at once, and     | what it was sent over        | planned again: the same value goes, another waits   |
/// |                        | 3 s later        |                              | until LateApply has passed                          |
/// | a change in Defender   | the same         | something else               | ambiguous; planned again                            |
/// | a comment in Defender  | at once          | no such text                 | again after Overlap + LateApply, then posted again  |
///
/// | answered, not shown    | looked for       | not to be seen, and it shows | then                                                |
/// |------------------------|------------------|------------------------------|-----------------------------------------------------|
/// | fields of a change     | 3 s later, and   | the version that answered    | not accepted: held                                  |
/// |                        | after Overlap +  | another, as it was           | the same, and ambiguous: it may have been undone    |
/// |                        | LateApply        | something else               | ambiguous; planned again                            |
/// </code>
/// </remarks>
public static class Doubt
{
    /// <summary>
    /// Graph has answered a PATCH with the version before it, and shows the new one soon after: reads may be as old as the answer.
    /// </summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(3);

    /// <summary>
    /// No answer: what became of it is looked for at once, under another claim, which knows what pages have shown meanwhile. What else was
    /// announced was planned in the belief that this is written first.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">What was sent, as it was sent.</param>
    /// <param name="failure">Why the portal did not do it.</param>
    /// <param name="terms">What decides.</param>
    /// <returns>What it comes to.</returns>
    public static IntentResult Begins(Link link, Intent intent, Failure failure, StepTerms terms)
    {
        var sent = Remembering(link.With(intent with { Sent = true, Looked = false, Rest = TimeSpan.Zero }), intent, terms);
        var left = sent with { Intents = [.. sent.Intents.Where(other => other is not Intent.Change { Sent: false })] };
        var commit = LinkFailure.Commit(left, failure, terms.Rules);
        return new(
            commit with { Next = sent.HasUnsentWrites ? new NextStep.Replan(TimeSpan.Zero) : NextStep.Left },
            $"no answer of {intent.Portal}: {failure.Summary}")
        {
            LooksAgain = true,
        };
    }

    /// <summary>The fields of which an answer shows nothing.</summary>
    /// <param name="change">The change.</param>
    /// <param name="missing">The writes that the answer does not show.</param>
    /// <param name="answer">The version that answered.</param>
    /// <returns>What is left to be seen.</returns>
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
    /// The etag under which it was sent still stands, also after a while: the same PUT goes again, unless a newer plan's goes in its place.
    /// One that reopens waits for a verdict on its way to Defender.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">What the portal shows.</param>
    /// <returns>Whether it is so.</returns>
    public static bool IsSentAgain(Link link, Intent.Change change, Snapshot now) =>
        change is { Portal: Portal.Sentinel, Looked: true, AnsweredAs: null, Version.Length: > 0 }
        && change.Version == now.Version && now.Version != link.GoneVersion
        && !link.Intents.Any(intent => intent is Intent.Change { Portal: Portal.Sentinel, Sent: false })
        && !(change.Reopens && link.Intents.Any(intent => intent is Intent.Change { Portal: Portal.Defender } other && other.Judges));

    /// <summary>A change was looked for, and the portal does not show all of it.</summary>
    /// <param name="link">The link with what was seen.</param>
    /// <param name="change">What is not shown.</param>
    /// <param name="now">What the portal shows.</param>
    /// <param name="terms">What decides.</param>
    /// <returns>What it comes to.</returns>
    public static IntentResult NotSeen(Link link, Intent.Change change, Snapshot now, StepTerms terms) => change switch
    {
        { AnsweredAs: not null, Looked: false } => Wait(link, change, terms.Late.Settle(change.Portal), terms.Rules),
        { Portal: Portal.Defender, Looked: false } => Wait(link, change, SecondLook, terms.Rules),
        { Portal: Portal.Sentinel } when change.Version == now.Version =>
            Wait(link, change, LinkFailure.RestAfter(Math.Max(0, link.Attempts - 1)), terms.Rules),
        _ => Judge(link, change, now, terms.Rules),
    };

    /// <summary>It was looked for and is not to be seen: it is looked for again after this time.</summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">What is looked for.</param>
    /// <param name="rest">The time until it is looked for again.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>What it comes to.</returns>
    public static IntentResult Wait(Link link, Intent intent, TimeSpan rest, SyncRules rules) =>
        LinkTransitions.GoOn(
            link.With(intent with { Looked = true, Rest = rest }), rules, $"{intent.Portal} does not show the write yet", []);

    /// <summary>
    /// It can take effect no more: what waited for that is planned. That it did shows within the overlap: it is known again until then.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="memory">The write that is remembered.</param>
    /// <param name="terms">What decides.</param>
    /// <returns>What it comes to.</returns>
    public static IntentResult Passed(Link link, Intent.Unanswered memory, StepTerms terms) => memory.IsPast
        ? new(new LinkCommit(link.Without(memory), [], terms.Rules.Version, NextStep.Left), "a write without an answer is forgotten")
        : new(
            new LinkCommit(
                link.With(memory with { IsPast = true, Rest = terms.Late.Settle(memory.Portal) }),
                [],
                terms.Rules.Version,
                new NextStep.Replan(TimeSpan.Zero)),
            $"{memory.Portal} can no longer take a write late");

    private static IntentResult Judge(Link link, Intent.Change change, Snapshot now, SyncRules rules)
    {
        var asItWas = change.Fields.All(write => IsAsItWas(write, now));
        var notKept = change.AnsweredAs is not null && (change.AnsweredAs == now.Stamp || asItWas);
        // Whoever plans it again while it is in doubt tells the journal when Defender has made another version meanwhile.
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
        var step = LinkTransitions.HandBack(judged, rules, "a write without an answer is not to be seen", contested: true);
        return isTold ? step : step with
        {
            Commit = step.Commit with { Journal = [.. step.Commit.Journal, .. change.Fields.Select(write => Ambiguous(write, now))] },
        };
    }

    private static bool IsAsItWas(FieldWrite write, Snapshot now) =>
        write.Over is { } over && write.Field.Same(over, now.Incident[write.Field]);

    private static JournalEntry Ambiguous(FieldWrite write, Snapshot now) => new(
        JournalKind.Ambiguous, write.Portal, write.Field, now.Incident[write.Field], write.Value,
        "a write without an answer is not to be seen");

    // Sentinel compares its etag when a late call arrives; Defender compares nothing.
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
