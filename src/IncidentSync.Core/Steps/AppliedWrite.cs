using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>What a link becomes when a portal answered a write. Pure.</summary>
/// <remarks>
/// <code>
/// | a field that was written                        | its bases                          | the field                            |
/// |-------------------------------------------------|------------------------------------|--------------------------------------|
/// | is shown by the answer                          | move, where the portals now agree  | is done with                         |
/// | of a change, is not shown                       | stay                               | waits alone (<see cref="Doubt"/>)     |
/// | of a PUT sent again, is shown                   | move to what was sent              | is done with                         |
/// | of a twin, is shown                             | begin with what both hold          | is done with                         |
/// | of a twin, is shown, and was invented           | begin without Defender's side      | is carried when Defender has a value |
/// | of a twin, is not shown                         | none                               | is held as not accepted              |
/// </code>
/// </remarks>
public static class AppliedWrite
{
    /// <summary>How many writes of a link are remembered, to recognize an oscillation.</summary>
    private const int MostRecent = 40;

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
    public static IntentResult Of(Link link, Intent intent, Snapshot answer, Snapshot? expected, SyncRules rules)
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
        return LinkTransitions.GoOn(after.Well(), rules, said, [answered, .. MadeAgain(intent, answer, expected)]);
    }

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
}
