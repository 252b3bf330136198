using IncidentSync.Core.Values;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// What the engine gave up and Defender took late is nobody's opinion: it is never carried to Sentinel. Where a person has touched the
/// Defender incident before anything showed it, Defender names them for all of it, and nobody can tell. Nor of a verdict: a PATCH carries
/// the parts that differ, and with the others that somebody chose since it is a new one.
/// </summary>
internal static class LateChecks
{
    public static void Check(World world)
    {
        foreach (var link in world.Store.Links.Select(id => world.Store.Find(id)!))
        {
            foreach (var write in world.History.EngineChanges(Portal.Sentinel, link.SentinelName))
            {
                if (!world.Deleted.ContainsKey(link.SentinelName) && link.DefenderId is { } id && IsOfALateWrite(world, id, write))
                {
                    world.History.Violate(
                        "I2 no silent loss",
                        $"{write.At:O} Sentinel {link.SentinelName} {write.Field} '{write.Before}' to '{write.After}': our own, and late");
                }
            }
        }
    }

    private static bool IsOfALateWrite(World world, IncidentId id, Change write) =>
        world.History.Of(Portal.Defender, id, write.Field).LastOrDefault(other => other.No < write.Call!.SentNo)
            is { Author: Author.Engine, Call.IsLate: true } late
        && write.Field != PortalWords.Verdict && late.After == write.After && late.Before == write.Before
        && !world.History.TouchesOf(Portal.Defender, id).Any(touch => touch > late.No && touch < write.No
            && !world.History.Readings.Showed(Portal.Defender, id, write.Field, late.After, late.No, touch))
        && !IsWhatAPersonLastChose(world, id, write);

    // Somebody chose it and it was undone: then it only comes back.
    private static bool IsWhatAPersonLastChose(World world, IncidentId id, Change write) =>
        world.History.Of(Portal.Defender, id, write.Field).Concat(world.History.Of(Portal.Sentinel, write.Id, write.Field))
            .Where(other => other.Author == Author.Person && other.No < write.No).MaxBy(other => other.No)?.After == write.After;
}
