using IncidentSync.Core.Values;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// Judges a world that has come to rest, from what an outsider could have written down: every edit has one fate (I2), the portals hold the
/// same (I1), every comment stands once on both (I3), and nothing of ours counted as somebody's (I2).
/// </summary>
internal static class HistoryChecker
{
    public static void Check(World world)
    {
        foreach (var incident in world.Defender.All())
        {
            Convergence.Check(world, incident);
        }

        if (world.Sentinel.All().Count > world.Defender.All().Count)
        {
            world.History.Violate("I3", "an incident has two twins");
        }

        foreach (var change in world.History.PeoplesChanges.Where(change => !IsNoOpinion(world, change)).ToList())
        {
            var fate = Fates.Of(world, change);
            world.Probes.Hit($"fate {fate}");
            if (fate == Fate.Lost)
            {
                world.History.Violate(
                    "I2 no silent loss", $"{change.At:O} {change.Portal} {change.Id} {change.Field} '{change.Before}' to '{change.After}'");
            }
        }

        LateChecks.Check(world);
        if (!world.Swarm.Native)
        {
            CommentChecks.Check(world);
        }
    }

    // Sentinel shows no verdict of what is open: reopening says nothing of it. Undetermined is an opinion only over a verdict that Sentinel
    // shows and Defender still holds.
    private static bool IsNoOpinion(World world, Change change) => change is { Portal: Portal.Sentinel, Field: PortalWords.Verdict }
        && (change.After == PortalWords.Unseen
            || (change.After == PortalWords.None && !DefenderHolds(world, change.Id, change.Before, change.No)));

    private static bool DefenderHolds(World world, IncidentId twin, string verdict, long no) =>
        world.Store.Links.Select(id => world.Store.Find(id)!).FirstOrDefault(link => link.SentinelName == twin)?.DefenderId is { } id
        && world.History.At(Portal.Defender, id, PortalWords.Verdict, no) == verdict;
}
