using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>What a link becomes after a portal refused a write (HTTP 400): finds the refused value and holds it, once. Pure.</summary>
/// <remarks>
/// <code>
/// | refused                                          | then                                                                     |
/// |--------------------------------------------------|--------------------------------------------------------------------------|
/// | a twin                                           | made of required fields only; the others are carried to it as edits      |
/// | a twin of required fields only                   | made of invented values; Defender's are carried to it as edits           |
/// | a twin of invented values                        | the link rests, longer each time                                         |
/// | several fields together                          | each is sent alone, once                                                 |
/// | one field                                        | held and journaled, until an edit asks for another value                 |
/// | a comment                                        | its source is marked as refused, and journaled                           |
/// </code>
/// </remarks>
public static class Refusal
{
    /// <summary>Tries the twin again with less.</summary>
    /// <param name="link">The link.</param>
    /// <param name="create">The twin.</param>
    /// <param name="refused">The portal's refusal.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Reduced(Link link, Intent.Create create, Failure.Refused refused, SyncRules rules)
    {
        var required = create.Fields.Where(write => Twin.IsRequired(write.Field)).ToImmutableArray();
        var invented = required.Select(write => Invented(write, link.DefenderId!.Value)).ToImmutableArray();
        var less = required.Length < create.Fields.Length ? required : invented;
        return less.SequenceEqual(create.Fields)
            ? LinkTransitions.Rest(link, refused, rules)
            : LinkTransitions.GoOn(
                link.With(create with { Fields = less, Sent = false }),
                rules,
                $"Sentinel refused a twin with {create.Fields.Length} fields",
                [
                    new(JournalKind.Error, Portal.Sentinel, null, null, null, $"twin refused: {Words(refused)}"),
                    .. less.Except(create.Fields).Select(write =>
                        new JournalEntry(JournalKind.Created, write.Portal, write.Field, null, write.Value, "twin, of an invented value")),
                ]);
    }

    /// <summary>The portal refused one value.</summary>
    /// <param name="link">The link.</param>
    /// <param name="write">The value.</param>
    /// <param name="refused">The portal's refusal.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Of(Link link, FieldWrite write, Failure.Refused refused, SyncRules rules)
    {
        var after = link with
        {
            Unwritable = link.Unwritable.Add(new UnwritableValue(write, HoldReason.Refused)),
            Resolutions = link.Resolutions.Remove(write.Field),
        };
        var step = LinkTransitions.HandBack(after, rules, $"{write.Portal} refused {write.Field}");
        var refusal = new JournalEntry(JournalKind.Error, write.Portal, write.Field, null, write.Value, Words(refused));
        return step with { Commit = step.Commit with { Journal = [.. step.Commit.Journal, refusal] } };
    }

    /// <summary>The portal refused a comment.</summary>
    /// <param name="link">The link.</param>
    /// <param name="comment">The comment.</param>
    /// <param name="refused">The portal's refusal.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Of(Link link, Intent.Comment comment, Failure.Refused refused, SyncRules rules) => LinkTransitions.GoOn(
        link.Refused(comment),
        rules,
        $"{comment.Portal} refused a comment",
        [new(JournalKind.Error, comment.Portal, null, null, null, $"comment refused: {Words(refused)}")]);

    /// <summary>One of the fields was refused: each is tried alone, once.</summary>
    /// <param name="link">The link.</param>
    /// <param name="change">The change.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The result.</returns>
    public static IntentResult Split(Link link, Intent.Change change, SyncRules rules)
    {
        var alone = change.Fields.Select(write => (Intent)(change with { Fields = [write], Key = "" }));
        return new(
            new LinkCommit(
                link with { Intents = [.. alone, .. link.Without(change).Intents] },
                [],
                rules.Version,
                new NextStep.Continue(AlsoDirty: false)),
            $"{change.Portal} refused {change.Fields.Length} fields together");
    }

    // An invented value stands for none of Defender's: Defender's value must still be carried, and is held if it is refused again.
    private static FieldWrite Invented(FieldWrite write, IncidentId defenderId) =>
        write with { Value = Twin.Invented(write.Field, defenderId), Of = Reading.Unseen };

    private static string Words(Failure.Refused refused) => $"{refused.Reason}: {refused.Message}";
}
