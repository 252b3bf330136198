using IncidentSync.Core.Values;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Checking;

/// <summary>I3: every comment of a person stands once where it was written and once on the other portal, if there is any room.</summary>
internal static class CommentChecks
{
    public static void Check(World world)
    {
        foreach (var incident in world.Defender.All())
        {
            var twin = SmallWorld.TwinOf(incident.Id);
            if (world.Sentinel.Find(twin) is null || world.Deleted.ContainsKey(twin))
            {
                continue;
            }

            var (defender, sentinel) = (world.Defender.Comments(incident.Id), world.Sentinel.Comments(twin));
            foreach (var (token, home) in world.History.Comments.Where(comment => comment.Value.Id == incident.Id
                || comment.Value.Id == twin))
            {
                var (here, there) = (Count(defender, token), Count(sentinel, token));
                var least = incident.RedirectedTo is null ? 1 : 0;
                var leastThere = sentinel.Count < InMemoryPortalSentinel.MostComments ? least : 0;
                if (here > 1 || there > 1 || here < (home.Portal == Portal.Defender ? 1 : least)
                    || there < (home.Portal == Portal.Sentinel ? 1 : leastThere))
                {
                    world.History.Violate(
                        "I3 comments", $"{token} of {home.Portal} stands {here} times in Defender, {there} times in Sentinel");
                }
            }

            var madeByEngine = world.History.Of(Portal.Sentinel, twin, PortalWords.Title)[0].Author == Author.Engine;
            var ofEngine = sentinel.Count(comment => comment.Text.StartsWith("Defender incident ", StringComparison.Ordinal));
            if (ofEngine > 1 || (madeByEngine && ofEngine < 1))
            {
                world.History.Violate("I3 comments", $"the engine's comment on {twin} does not stand once");
            }
        }
    }

    /// <summary>The engine posted into a twin with little room: what its digest told before, it tells still.</summary>
    public static void Posted(World world, IncidentId twin)
    {
        var now = world.Sentinel.Comments(twin);
        var told = world.History.Comments.Keys.Where(token => Count(now, token) > 0).ToHashSet();
        foreach (var lost in world.Told.GetValueOrDefault(twin, []).Except(told).Where(_ => !world.Deleted.ContainsKey(twin)))
        {
            world.History.Violate("I3 comments", $"{lost} was to be read in {twin} and is no more");
        }

        world.Told[twin] = told;
    }

    private static int Count(IReadOnlyList<IncidentSync.Core.Comments.Comment> comments, string token) =>
        comments.Count(comment => comment.Text.Contains($" {token}.", StringComparison.Ordinal));
}
