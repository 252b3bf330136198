using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>Checks the invariants of a commit. Pure, and cheap enough to check every commit.</summary>
/// <remarks>
/// <code>
/// | in a commit                                                         | otherwise                          |
/// |---------------------------------------------------------------------|------------------------------------|
/// | the link is the one that was claimed, of the same connection        | ForeignLink                        |
/// | its snapshots are of its own incidents                              | ForeignSnapshot                    |
/// | no snapshot is older than the one before, unless the clock went back | SnapshotWentBack                  |
/// | a base that moved is what both portals hold; a new twin starts with | BaseMoved                          |
/// |   the values it was made with, even invented ones; a write without  |                                    |
/// |   an answer may turn out to have taken effect                       |                                    |
/// | a newly announced field write has its journal row                   | WriteWithoutJournal                |
/// | an announced value is a seen value                                  | UnknownWritten                     |
/// </code>
/// </remarks>
public static class CommitCheck
{
    /// <summary>The invariants that a commit would break.</summary>
    /// <param name="before">The link as it was claimed.</param>
    /// <param name="commit">What the worker is about to store.</param>
    /// <param name="rules">The rules it was decided under.</param>
    /// <returns>Each broken invariant, as often as it is broken; empty unless the engine has a bug.</returns>
    public static IEnumerable<Invariant> Broken(Link before, LinkCommit commit, SyncRules rules)
    {
        var after = commit.Link;
        if (after.Id != before.Id || after.Connection != before.Connection)
        {
            return [Invariant.ForeignLink];
        }

        var known = before.Intents.SelectMany(intent => intent.Writes).ToList();
        var announced = after.Intents.SelectMany(intent => intent.Writes).Where(write => !known.Exists(write.IsSameAs)).ToList();
        return
        [
            .. Portals.Both.Where(portal => IsForeign(after, portal)).Select(_ => Invariant.ForeignSnapshot),
            .. Portals.Both.Where(portal => WentBack(before[portal], after[portal])).Select(_ => Invariant.SnapshotWentBack),
            .. after.Bases.MovedSince(before.Bases).Where(field => !MayMove(field, before, after, rules)).Select(_ => Invariant.BaseMoved),
            .. announced.Where(write => !commit.Journal.Any(row => IsAbout(row, write))).Select(_ => Invariant.WriteWithoutJournal),
            .. announced.Where(write => write.Value is Unseen or Unknown).Select(_ => Invariant.UnknownWritten),
        ];
    }

    private static bool IsForeign(Link link, Portal portal) =>
        link[portal] is { } snapshot && snapshot.Id != link.IdOn(portal);

    private static bool WentBack(Snapshot? before, Snapshot? after) =>
        before is not null && after is { SteppedBack: false } && after.Id == before.Id && after.Stamp < before.Stamp;

    // The stamps of a base's first differing snapshots move with every edit; its values move only to what both portals hold.
    private static bool MayMove(Field field, Link before, Link after, SyncRules rules)
    {
        var (was, now) = (before.Bases[field], after.Bases[field]!);
        if (was is not null && field.Same(was.Defender, now.Defender) && field.Same(was.Sentinel, now.Sentinel))
        {
            return true;
        }

        return after is { Defender: { } defender, Sentinel: { } sentinel }
            && (before.Intents.OfType<Intent.Create>().Any(create => create.Fields.Any(write => write.Field == field))
                || before.Intents.SelectMany(intent => intent.Writes).Any(write => write.Field == field && IsAsWritten(write, now))
                || (Adopted(before, after, rules)[field] is { } adopted
                    && field.Same(adopted.Defender, now.Defender) && field.Same(adopted.Sentinel, now.Sentinel))
                || (field.Agreed(defender.Incident[field], sentinel.Incident[field], was, rules.Fields) is { } agreed
                    && field.Same(agreed.Defender, now.Defender) && field.Same(agreed.Sentinel, now.Sentinel)));
    }

    // The effect of writes without an answer, or whose answer was older than they are.
    private static Bases Adopted(Link before, Link after, SyncRules rules) =>
        before.Intents.SelectMany(intent => intent.Writes).Where(write => after[write.Portal] is not null)
            .Concat(before.Unwritable.Where(value => value.Reason == HoldReason.NotAccepted).Select(value => value.Write))
            .Aggregate(before.Bases, (bases, write) => bases.Adopt(write, after[write.Portal]!.Incident[write.Field], rules.Fields));

    // A page showed the write; by now the portal may show something else.
    private static bool IsAsWritten(FieldWrite write, FieldBase now) => write.Field.Shows(write, now[write.Portal]);

    private static bool IsAbout(JournalEntry row, FieldWrite write) =>
        row.Field == write.Field && row.Portal == write.Portal
        && row.Kind is JournalKind.Carried or JournalKind.Conflict or JournalKind.Created or JournalKind.Lifecycle or JournalKind.Raced;
}
