using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>Settles writes that may have been sent and got no answer, by what the portals have shown since. Pure.</summary>
/// <remarks>
/// A write that is shown settles at once, field by field, whichever page or read showed it; one that is not shown settles nothing here.
/// <code>
/// | shown                                    | then                                                                             |
/// |------------------------------------------|----------------------------------------------------------------------------------|
/// | a field as it was written, by any page   | the portals agreed on it then: both bases move as of that write, so that a       |
/// | or read since it was announced           | person's later change counts as an edit                                          |
/// | a value that may take effect late in     | the same: that is the write itself                                               |
/// | Defender, first shown with no other since |                                                                                 |
/// | a twin, made after it was announced      | ours, whatever its fields hold now: the bases begin with what was sent           |
/// | a twin that is older                     | an earlier installation made it, of which nothing is known: first contact        |
/// | a comment with our text (Defender)       | posted                                                                           |
/// </code>
/// Stage 3 finds out what became of a write that is not shown, by looking for it.
/// </remarks>
public static class UnansweredWrites
{
    /// <summary>Why the journal says that a value was adopted.</summary>
    public const string Seen = "the portal shows a write that got no answer";

    /// <summary>How far our clock and Sentinel's may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>The write to look for before anything is decided; null when there is none, or all of them wait.</summary>
    /// <param name="link">The link.</param>
    /// <returns>The first of them, or null.</returns>
    public static Intent? ToBeAsked(Link link) =>
        link.Intents.FirstOrDefault(intent => intent is { IsDue: true } and (Intent.Create { Sent: true } or Intent.Change { Sent: true }));

    /// <summary>Settles all writes that were shown; returns the link and the rows for the journal.</summary>
    /// <param name="link">The link.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The same link object when nothing is settled.</returns>
    public static (Link Link, ImmutableArray<JournalEntry> Journal) Settle(Link link, SyncRules rules)
    {
        var journal = ImmutableArray.CreateBuilder<JournalEntry>();
        var settled = link;
        foreach (var intent in link.Intents)
        {
            settled = intent switch
            {
                Intent.Create { Sent: true } create => Made(settled, create),
                Intent.Change { Sent: true, Shown.IsEmpty: false } change => Shown(settled, change, rules, journal),
                Intent.Unanswered { SeenAs: { } seen, IsSettled: false } memory =>
                    Adopt(settled, memory.Write, seen, rules, journal).With(memory with { IsSettled = true }),
                Intent.Comment { Sent: true, Portal: Portal.Defender, Incident: null } comment => Posted(settled, comment),
                _ => settled,
            };
        }

        return (settled, journal.ToImmutable());
    }

    private static Link Made(Link link, Intent.Create create) => link switch
    {
        { Sentinel: null } => link,
        { Defender: { } defender, Sentinel: { IsNative: false } twin } when twin.CreatedAt >= create.At.Back(ClockSkew) =>
            link.Without(create) with { Bases = link.Bases.AdoptTwin(create.Fields, defender, twin) },
        _ => link.Without(create),
    };

    private static Link Shown(Link link, Intent.Change change, SyncRules rules, ImmutableArray<JournalEntry>.Builder journal)
    {
        var (shown, rest) = (change.Fields.Where(IsShown).ToList(), change.Fields.Where(write => !IsShown(write)).ToImmutableArray());
        var settled = shown.Aggregate(
            link, (now, write) => Adopt(now, write, change.Shown[write.Field], rules, journal));
        return rest.IsEmpty
            ? settled.Without(change)
            : settled.With(change with { Fields = rest, Shown = change.Shown.Clear() });

        bool IsShown(FieldWrite write) => change.Shown.ContainsKey(write.Field);
    }

    /// <summary>
    /// Moves the bases to a write, as far as it is shown: the portals agreed on it when it was made. Fields that differ from the bases by
    /// now get the stamps of the stored snapshots.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="write">The write that was sent.</param>
    /// <param name="shown">What the portal showed of it.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <param name="journal">Where to add the journal row; null when another row says it.</param>
    /// <returns>The link with its bases moved, or as it was.</returns>
    public static Link Adopt(
        Link link, FieldWrite write, Reading shown, SyncRules rules, ImmutableArray<JournalEntry>.Builder? journal)
    {
        var adopted = link.Bases.Adopt(write, shown, rules.Fields);
        if (ReferenceEquals(adopted, link.Bases))
        {
            return link;
        }

        journal?.Add(new JournalEntry(JournalKind.Adopted, write.Portal, write.Field, shown, write.Value, Seen));
        return link with
        {
            Bases = link is { Defender: { } defender, Sentinel: { } sentinel } ? adopted.Observe(defender).Observe(sentinel) : adopted,
        };
    }

    private static Link Posted(Link link, Intent.Comment comment) =>
        link.Defender?.Comments
            .FirstOrDefault(there => CommentText.Canonical(there.Text) == CommentText.Canonical(comment.Text)) is { } posted
            ? link.Without(comment).Carried(comment, posted)
            : link;
}
