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
/// | anything else        | nobody can tell whether it never arrived or was changed back: the journal says so          |
/// | the twin             | the portals agreed on what it was made of, or our own values would count as edits there    |
/// | no twin              | it was not made: it is planned anew                                                        |
/// </code>
/// </remarks>
internal static class DoubtfulWrites
{
    /// <summary>Why the journal says that a value was adopted.</summary>
    public const string Seen = "a write without an answer is to be seen";

    /// <summary>The portal that must be asked first; null when there is none.</summary>
    public static Portal? ToBeAsked(Link link) => link.Intents.FirstOrDefault(intent => intent is Intent.Create or Intent.Change && intent.Sent)?.Portal;

    /// <summary>The link without them, and the rows the journal is owed.</summary>
    public static (Link Link, ImmutableArray<JournalEntry> Journal) Settle(Link link, SyncRules rules)
    {
        var doubtful = link.Intents.OfType<Intent.Change>().Where(change => change.Sent && link[change.Portal] is not null)
            .SelectMany(change => change.Fields, (change, write) => (Write: write, Shown: link[change.Portal]!.Incident[write.Field])).ToList();
        var settled = link with
        {
            Bases = doubtful.Aggregate(BasesOfTwin(link), (bases, change) => bases.Adopt(change.Write, change.Shown, rules)),
            Intents = [.. link.Intents.Where(intent => intent is not Intent.Change { Sent: true })],
        };
        return (settled,
        [
            .. doubtful.Select(change => change.Write.Field.Same(change.Write.Value, change.Shown)
                ? Row(JournalKind.Adopted, change.Write, change.Shown, Seen)
                : Row(JournalKind.Ambiguous, change.Write, change.Shown, "a write without an answer is not to be seen")),
        ]);
    }

    private static Bases BasesOfTwin(Link link) =>
        link is { Defender: { } defender, Sentinel: { IsNative: false } twin } && link.Intents.FirstOrDefault() is Intent.Create { Sent: true } made
            ? link.Bases.Begin(made.Fields, defender, twin)
            : link.Bases;

    private static JournalEntry Row(JournalKind kind, FieldWrite write, Reading shown, string reason) =>
        new(kind, write.Portal, write.Field, shown, write.Value, reason);
}
