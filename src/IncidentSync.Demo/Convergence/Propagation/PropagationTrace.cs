using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence.Propagation;

/// <summary>Reads from the edit log how every edit of a person or of a portal's own automation travelled.</summary>
internal static class PropagationTrace
{
    /// <param name="after">Edits up to this number are left out, as those from before the service ran.</param>
    public static IReadOnlyList<TracedEdit> Of(World world, long after = 0)
    {
        var edits = world.Edits.After();
        // Where Microsoft's own sync serves a workspace, its speed would be measured.
        return
        [
            .. world.Sentinels.Where(sentinel => !sentinel.Workspace.Native)
                .SelectMany(sentinel => Histories(world, sentinel, edits)).SelectMany(history => history.Trace(after)),
        ];
    }

    private static IEnumerable<PairHistory> Histories(World world, SentinelPortal sentinel, IReadOnlyList<Edit> edits)
    {
        var defender = world.Defender(sentinel.Tenant);
        var (tenant, workspace) = (defender.Tenant.Id.ToString(), sentinel.Workspace.Name);
        var changes = Change.In(world, edits.Where(edit => edit.Scope == (edit.Portal == Portal.Defender ? tenant : workspace)))
            .ToLookup(change => (change.Portal, change.First.IncidentId));
        foreach (var twins in Pairing.ByDefenderId(sentinel))
        {
            var twin = twins.First().Name;
            var both = changes[(Portal.Defender, twins.Key)].Concat(changes[(Portal.Sentinel, twin)]).OrderBy(change => change.Last);
            yield return new PairHistory(defender, sentinel, world.Edits, twins.Key, twin, [.. both]);
        }
    }
}
