using System.Collections.Immutable;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service;

/// <summary>
/// Writes that may have been sent and got no answer, judged by what the portal shows once they had the time to show. Pure.
/// </summary>
/// <remarks>
/// <code>
/// | the portal shows     | then                                                                                       |
/// |----------------------|--------------------------------------------------------------------------------------------|
/// | what was written     | the portals agreed on it: the base moves, or our own value would count as an edit there;   |
/// |                      | a person may have set the very same: the journal says what was concluded                   |
/// | what it answered     | it took the value and did not keep it: the field is held                                   |
/// | anything else        | nobody can tell whether it never arrived or was changed back: the journal says so          |
/// | the twin             | the portals agreed on what it was made of, or our own values would count as edits there    |
/// | a twin that is older | it was made by an earlier life of this service, of which nothing is known: first contact   |
/// | no twin              | it was not made: it is planned anew                                                        |
/// </code>
/// </remarks>
internal static class DoubtfulWrites
{
    /// <summary>Why the journal says that a value was adopted.</summary>
    public const string Seen = "a write without an answer is to be seen";

    /// <summary>So far our clock and Sentinel's may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>The portal that must be asked first; null when there is none.</summary>
    public static Portal? ToBeAsked(Link link) =>
        link.Intents.FirstOrDefault(intent => intent is Intent.Create { Sent: true } or Intent.Change { Sent: true })?.Portal;

    /// <summary>The link without them, and the rows the journal is owed.</summary>
    public static (Link Link, ImmutableArray<JournalEntry> Journal) Settle(Link link, SyncRules rules)
    {
        var doubtful = link.Intents.OfType<Intent.Change>().Where(change => change.Sent && link[change.Portal] is not null)
            .SelectMany(change => change.Fields, (change, write) => Judge(write, change.AnsweredAs, link[change.Portal]!)).ToList();
        var settled = link with
        {
            Bases = doubtful.Aggregate(BasesOfTwin(link), (bases, doubt) => bases.Adopt(doubt.Write, doubt.Shown, rules)),
            Unwritable =
            [
                .. link.Unwritable,
                .. doubtful.Where(doubt => doubt.IsNotKept).Select(doubt => new UnwritableValue(doubt.Write, HoldReason.NotAccepted)),
            ],
            Intents = [.. link.Intents.Where(intent => intent is not Intent.Change { Sent: true })],
        };
        return (settled,
        [
            .. doubtful.Where(doubt => doubt.IsShown).Select(doubt => Row(JournalKind.Adopted, doubt, Seen)),
            .. doubtful.Where(doubt => doubt is { IsShown: false, IsNotKept: false })
                .Select(doubt => Row(JournalKind.Ambiguous, doubt, "a write without an answer is not to be seen")),
        ]);
    }

    private static Doubt Judge(FieldWrite write, Stamp? answeredAs, Snapshot shown)
    {
        var isShown = write.Field.Same(write.Value, shown.Incident[write.Field]);
        return new Doubt(write, shown.Incident[write.Field], isShown, IsNotKept: !isShown && answeredAs == shown.Stamp);
    }

    private static Bases BasesOfTwin(Link link) =>
        link is { Defender: { } defender, Sentinel: { IsNative: false } twin }
        && link.Intents.FirstOrDefault() is Intent.Create { Sent: true } made && twin.CreatedAt >= made.At.Back(ClockSkew)
            ? link.Bases.Begin(made.Fields, defender, twin)
            : link.Bases;

    private static JournalEntry Row(JournalKind kind, Doubt doubt, string reason) =>
        new(kind, doubt.Write.Portal, doubt.Write.Field, doubt.Shown, doubt.Write.Value, reason);

    /// <param name="Write">What may have been sent.</param>
    /// <param name="Shown">What the portal shows.</param>
    /// <param name="IsShown">It is that.</param>
    /// <param name="IsNotKept">It is not, in the very version that answered the write.</param>
    private sealed record Doubt(FieldWrite Write, Reading Shown, bool IsShown, bool IsNotKept);
}
