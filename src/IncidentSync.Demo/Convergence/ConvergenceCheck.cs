using IncidentSync.Demo.Convergence.Fields;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence;

/// <summary>
/// Compares the portals as they are, by rules of its own: it knows nothing of the service whose work it judges. A workspace is compared
/// with the Defender portal of its tenant.
/// </summary>
internal static class ConvergenceCheck
{
    /// <param name="world">Both portals, and what was done in them.</param>
    /// <param name="forgotten">Whose work is judged lost its memory after this edit, and has to know what the portals still show.</param>
    public static ConvergenceReport Of(World world, long forgotten = 0)
    {
        var history = new History(world);
        return world.Sentinels
            .Select(sentinel => Of(world, world.Defender(sentinel.Tenant), sentinel, history, forgotten))
            .Aggregate(ConvergenceReport.Empty, (sum, report) => sum + report);
    }

    private static ConvergenceReport Of(World world, DefenderPortal defender, SentinelPortal sentinel, History history, long forgotten)
    {
        var twins = Pairing.ByDefenderId(sentinel);
        var (merges, deletions) = (new MergeCheck(defender, sentinel, history), new DeletionCheck(defender, sentinel, history, forgotten));
        var doubles = new DoubleCheck(sentinel, history);
        return defender.Incidents()
            .OrderBy(incident => incident.Id.Length).ThenBy(incident => incident.Id, StringComparer.Ordinal)
            .Select(incident => Of(incident, [.. twins[incident.Id]]))
            .Aggregate(ConvergenceReport.Empty, (sum, report) => sum + report);

        ConvergenceReport Of(DefenderIncident incident, List<SentinelIncident> there)
        {
            var report = ConvergenceReport.Empty with { Incidents = 1, Findings = [.. doubles.Of(incident, there)] };
            return (incident.IsRedirected, there) switch
            {
                (true, []) => report with { Merged = 1 },
                (true, [var twin, ..]) => report with { Merged = 1, Findings = [.. report.Findings, .. merges.Of(incident, twin)] },
                (false, []) => report with
                {
                    Findings = [.. report.Findings, .. deletions.Of(incident, null).DefaultIfEmpty(new Finding.TwinMissing(incident.Id))],
                },
                (false, [var twin, ..]) => report with { Findings = [.. report.Findings, .. deletions.Of(incident, twin)] }
                    + ConvergenceCheck.Of(new Pair(incident, twin, world.Edits)),
            };
        }
    }

    private static ConvergenceReport Of(Pair pair)
    {
        var compared = SyncedFields.All.Select(field => (field.Name, Comparison: field.Compare(pair)))
            .Where(field => field.Comparison is not FieldComparison.NotShown)
            .ToList();
        var findings = compared.Select(field => Find(pair, field.Name, field.Comparison)).OfType<Finding>();
        return new ConvergenceReport(0, 1, 0, compared.Count, [.. findings]);
    }

    private static Finding? Find(Pair pair, string field, FieldComparison comparison) => comparison switch
    {
        FieldComparison.Differs differs =>
            new Finding.FieldDiffers(pair.Defender.Id, pair.Sentinel.Name, field, differs.Defender, differs.Sentinel),
        FieldComparison.Held held =>
            new Finding.FieldHeld(pair.Defender.Id, pair.Sentinel.Name, field, held.Reason, held.Defender, held.Sentinel),
        _ => null,
    };
}
