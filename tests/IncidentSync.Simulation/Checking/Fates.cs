using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Checking;

/// <summary>Tells the fate of an edit from what came next.</summary>
/// <remarks>
/// <code>
/// | the next change of the field in the same portal | and                                              | fate       |
/// |-------------------------------------------------|--------------------------------------------------|------------|
/// | any, or none                                    | the other portal held it, set there or carried   | Applied    |
/// | none                                            | the link is merged, or the field is held         | Blocked    |
/// | none                                            | the other portal cannot show it                  | Projected  |
/// | somebody's who is not the engine                |                                                  | Coalesced  |
/// | any, or none                                    | it takes back what had not travelled yet         | Coalesced  |
/// | the engine's, not what it had written itself,   | the journal kept the value before                | Overridden |
/// |   or it put back over what it took for late     |                                                  |            |
/// | the engine's                                    | the journal says that a write could not be told, | Ambiguous  |
/// |                                                 | and nothing had shown that write before the edit |            |
/// | the engine's                                    | Defender; the read before it is older            | Raced      |
/// | the engine's                                    | before that it wrote the very value in a race    | Raced      |
/// | any other                                       |                                                  | Lost       |
/// </code>
/// </remarks>
internal static class Fates
{
    public static Fate Of(World world, Change change)
    {
        var link = LinkOf(world, change);
        var next = world.History.Of(change.Portal, change.Id, change.Field).FirstOrDefault(later => later.No > change.No);
        if (ReachedOther(world, link, change, next?.No ?? long.MaxValue))
        {
            return Fate.Applied;
        }

        if (link is { DefenderId: not null } && MayBeBase(world, link, change, next?.No ?? long.MaxValue))
        {
            return Fate.Coalesced;
        }

        return next switch
        {
            null when link is not { State: LinkState.Live } || IsHeld(link, change.Field) => Fate.Blocked,
            null when IsOutOfSight(world, link, change) => Fate.Projected,
            null => Fate.Lost,
            { Author: not Author.Engine } => Fate.Coalesced,
            _ when Notes(world, link!, change, next).Any(note => note.Keeps(change.Field, change.After)
                && (note.Entry.Kind == JournalKind.Raced || !IsOwnValue(world, link!, next))) => Fate.Overridden,
            _ when IsDoubtful(world, link!, change, next) => Fate.Ambiguous,
            _ when IsRace(change, next) || WasRepeated(world, change, next) => Fate.Raced,
            _ => Fate.Lost,
        };
    }

    private static Link? LinkOf(World world, Change change) => world.Store.Links.Select(id => world.Store.Find(id)!)
        .FirstOrDefault(link => link.DefenderId == change.Id || link.SentinelName == change.Id);

    private static bool ReachedOther(World world, Link? link, Change change, long until)
    {
        if (link?.DefenderId is not { } defender)
        {
            return false;
        }

        var (portal, id) = change.Portal == Portal.Defender ? (Portal.Sentinel, link.SentinelName) : (Portal.Defender, defender);
        var since = world.History.Of(change.Portal, change.Id, change.Field).LastOrDefault(earlier => earlier.No < change.No)?.No ?? 0;
        return Same(change, world.History.At(portal, id, change.Field, since))
            || Same(change, world.History.At(portal, id, change.Field, change.No))
            || world.History.Of(portal, id, change.Field).Any(other => other.No > since && other.No < until && Same(change, other.After));
    }

    // What replaced the edit is what the engine itself had written on the other portal: nobody there disagreed. Where it had raced with
    // somebody, part of the value is theirs; and what was made again after it was deleted is as somebody left it.
    private static bool IsOwnValue(World world, Link link, Change write)
    {
        var (other, id) = write.Portal == Portal.Defender
            ? (Portal.Sentinel, link.SentinelName)
            : (Portal.Defender, link.DefenderId!.Value);
        var before = world.History.Of(other, id, write.Field).Where(change => change.No < write.No).TakeLast(2).ToList();
        return before is [.., { Author: Author.Engine } own] && own.After == write.After && !world.Deleted.ContainsKey(id)
            && !IsShownAgain(world, own) && !IsPutBack(world, link, own) && !(before is [var replaced, _] && IsRace(replaced, own));
    }

    // A verdict that somebody had given there, and that was out of sight since it was reopened.
    private static bool IsShownAgain(World world, Change write) =>
        write.Field == PortalWords.Verdict && world.History.Of(write.Portal, write.Id, write.Field)
        .Any(earlier => earlier.No < write.No && earlier.After == write.After && earlier.Author != Author.Engine);

    // What stood there before a late call wrote over it is somebody's, whoever puts it back.
    private static bool IsPutBack(World world, Link link, Change write)
    {
        var since = world.History.Of(write.Portal, write.Id, write.Field).LastOrDefault(earlier => earlier.No < write.No)?.No ?? 0;
        return world.History.JournalOf(link.Id).Any(note => note.No > since && note.No < write.No
            && note.Entry.Kind == JournalKind.Raced && note.Entry.Field?.Name == PortalWords.FieldOf(write.Field));
    }

    private static bool IsRace(Change edit, Change write) =>
        write is { Portal: Portal.Defender, Call: { } call } && call.ReadAsOf <= edit.At;

    private static bool WasRepeated(World world, Change edit, Change next) => world.History.RepetitionsOf(edit.Portal, edit.Id, edit.Field)
        .Any(write => write.No > edit.No && write.No < next.No && IsRace(edit, write));

    private static IEnumerable<JournalNote> Notes(World world, Link link, Change change, Change next) =>
        world.History.JournalOf(link.Id).Where(note => note.No > StoodSince(world, change) && note.No < next.No);

    // What people changed and changed back stands as it stood: a plan that was journaled over it is the one that is carried out.
    private static long StoodSince(World world, Change change)
    {
        var all = world.History.Of(change.Portal, change.Id, change.Field).Where(earlier => earlier.No < change.No).ToList();
        var before = all.LastOrDefault(earlier => earlier.After == change.After);
        return before is null || all.Any(between => between.No > before.No && between.Author == Author.Engine) ? change.No : before.No;
    }

    // Since the engine last wrote the field anywhere it has had to say that it cannot tell what became of a write, and could not.
    private static bool IsDoubtful(World world, Link link, Change change, Change next)
    {
        var told = ShownBefore(world, change);
        var since = BothSides(world, link, change).LastOrDefault(other => other.Author == Author.Engine)?.No ?? 0;
        return world.History.JournalOf(link.Id).Any(note => note.No > since && note.No < next.No && note.Doubts(change.Field, told));
    }

    // The edit was made over this write of ours, and it was stored that the portal holds it, before somebody edited: whatever became of
    // the answer, what stands there since is an edit.
    private static string? ShownBefore(World world, Change change) =>
        world.History.Of(change.Portal, change.Id, change.Field).LastOrDefault(earlier => earlier.No < change.No)
            is { Author: Author.Engine } own
        && world.History.Readings.Showed(change.Portal, change.Id, change.Field, own.After, own.No, change.No)
            ? own.After
            : null;

    // Every change of the field in either portal before this one, in order.
    private static IEnumerable<Change> BothSides(World world, Link link, Change change) =>
        world.History.Of(Portal.Defender, link.DefenderId!.Value, change.Field)
            .Concat(world.History.Of(Portal.Sentinel, link.SentinelName, change.Field))
            .Where(other => other.No < change.No).OrderBy(other => other.No);

    // The engine last wrote this value, or was since shown that both portals hold it: it may be the base, and then this edit only took back
    // what had not travelled.
    private static bool MayBeBase(World world, Link link, Change change, long until) =>
        change.After.Length == 0
        || (BothSides(world, link, change)
                .LastOrDefault(other => other.Author == Author.Engine && !IsMadeAgain(world, other)) is var written
            && written?.After == change.After)
        || world.History.Readings.Agreed(
            link.DefenderId!.Value, link.SentinelName, change.Field, value => Same(change, value), written?.No ?? 0, until);

    // Somebody deleted it while it was written: all that it held stands there again, and was not meant to be written.
    private static bool IsMadeAgain(World world, Change write) => write.Before.Length == 0
        && world.History.Of(write.Portal, write.Id, write.Field)
            .Any(gone => gone.No < write.No && gone.After.Length == 0 && gone.Author == Author.Other);

    private static bool Same(Change change, string other) => other == change.After || (change.After == "waiting" && other == "active");

    private static bool IsHeld(Link link, string field) => link.Held.Keys.Any(held => held.Name == PortalWords.FieldOf(field));

    private static bool IsOutOfSight(World world, Link link, Change change) =>
        (change.Field == PortalWords.Verdict
            && world.Sentinel.Find(link.SentinelName)?.Incident[AllFields.Status] is not Seen<Status> { Value: Status.Closed })
        || (change.Field == PortalWords.Description && (world.Swarm.Native || change.After.Length == 0))
        || (change.Field == PortalWords.Title && change.After.Length == 0);
}
