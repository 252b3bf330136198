using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// What must hold at the instant a portal carries out a write: it is in the journal (I16), and its sender holds the link (I11).
/// </summary>
internal static class WriteChecks
{
    public static void Check(World world, InMemoryPortalCall call, LinkId link)
    {
        var facts = call.Facts!;
        if (!Holds(world, facts, link) && !MergedInto(world, call).Any(merged => Holds(world, facts, merged)))
        {
            world.History.Violate("I11 fencing", $"{facts.Process} wrote {call.Portal} {call.Id} without holding the link");
        }

        var notes = world.History.JournalOf(link).Where(note => note.No <= facts.SentNo).Select(note => note.Entry).ToList();
        foreach (var write in call.Write?.Fields ?? [])
        {
            if (!notes.Any(entry => entry.Portal == call.Portal && entry.Field == write.Field && Says(entry, write)))
            {
                world.History.Violate("I16 audit", $"{call.Portal} {call.Id} {write.Field} was written before the journal said so");
            }
        }

        if (call.Post is not null
            && !notes.Any(entry => entry is { Kind: JournalKind.Created } or { Kind: JournalKind.Carried, Field: null }))
        {
            world.History.Violate("I16 audit", $"a comment was posted on {call.Portal} {call.Id} before the journal said so");
        }
    }

    private static bool Holds(World world, CallFacts facts, LinkId link) => world.Store.Row(link) is { } row
        && row.Token == facts.Process!.Run.Tokens.GetValueOrDefault(link, -1) && row.LeaseUntil >= world.Scheduler.Now;

    // The comments of a merged incident are posted where the work went on.
    private static IEnumerable<LinkId> MergedInto(World world, InMemoryPortalCall call) =>
        world.Store.Links.Where(id => call.Post is not null && world.Store.Find(id)!.Defender?.RedirectedTo == call.Id);

    // A conflict's row has the winner's value in the words of the winner's portal.
    private static bool Says(JournalEntry entry, FieldWrite write) =>
        write.Value is Seen<Tags> ? Equals(entry.Now, write.Value) : JournalWords.Of(entry.Now) == JournalWords.Of(write.Value);
}
