using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// I1: once nobody edits and nothing fails, every live pair holds the same in every field that is not held, as far as each can.
/// </summary>
internal static class Convergence
{
    private static readonly HoldReason[] Honest = [HoldReason.UnmappedOwner, HoldReason.Reopened, HoldReason.Oscillation];

    public static void Check(World world, Snapshot incident)
    {
        var link = world.Store.Find(world.LinkOf(incident.Id));
        if (link is null)
        {
            world.History.Violate("I1 convergence", $"{incident.Id} was never seen");
        }
        else if (world.Deleted.ContainsKey(link.SentinelName) && world.Sentinel.Find(link.SentinelName) is null)
        {
            if (link.State is LinkState.Live && world.Deleted[link.SentinelName] + (world.Profile.Sweep * 3) < world.Scheduler.Now)
            {
                world.History.Violate("I1 convergence", $"the twin of {incident.Id} was deleted, its link is {link.State}");
            }
        }
        else if (incident.RedirectedTo is not null)
        {
            if (link.State != LinkState.Merged)
            {
                world.History.Violate("I1 convergence", $"{incident.Id} was merged, its link is {link.State}");
            }
        }
        else if (world.Sentinel.Find(link.SentinelName) is { } twin)
        {
            Compare(world, link, incident, twin);
        }
        else
        {
            world.History.Violate("I1 convergence", $"{incident.Id} has no twin");
        }
    }

    private static void Compare(World world, Link link, Snapshot incident, Snapshot twin)
    {
        foreach (var (field, reason) in link.Held.Where(held => !Honest.Contains(held.Value) && !WasTakenBack(world, incident.Id, held)))
        {
            world.History.Violate("I1 convergence", $"{incident.Id} {field} is held for {reason}");
        }

        var (defender, sentinel) = (PortalWords.Read(Portal.Defender, incident.Raw), PortalWords.Read(Portal.Sentinel, twin.Raw));
        foreach (var field in defender.Keys.Union(sentinel.Keys).Order(StringComparer.Ordinal))
        {
            var (here, there) = (defender.GetValueOrDefault(field, ""), sentinel.GetValueOrDefault(field, ""));
            if (here != there && !MayDiffer(world, link, field, here, there, sentinel[PortalWords.Status]))
            {
                world.History.Violate("I1 convergence", $"{incident.Id} {field}: Defender '{here}', Sentinel '{there}'");
            }
        }
    }

    // Defender took the value, and somebody put back what stood there before anything showed it: nobody can tell that from a portal that
    // does not keep what it takes.
    private static bool WasTakenBack(World world, IncidentId id, KeyValuePair<Field, HoldReason> held) =>
        held.Value == HoldReason.NotAccepted
        && world.History.Of(Portal.Defender, id, held.Key.Name).TakeLast(2).ToList() is [{ Author: Author.Engine } write, var back]
        && back.After == write.Before
        && !world.History.Readings.Showed(Portal.Defender, id, held.Key.Name, write.After, write.No, back.No);

    private static bool MayDiffer(World world, Link link, string field, string here, string there, string sentinelStatus) =>
        link.Held.Keys.Any(held => held.Name == PortalWords.FieldOf(field)) || field switch
        {
            PortalWords.Verdict => sentinelStatus != "closed",
            PortalWords.Description => world.Swarm.Native || here.Length == 0 || there.Length == 0,
            PortalWords.Title => here.Length == 0,
            _ => false,
        };
}
