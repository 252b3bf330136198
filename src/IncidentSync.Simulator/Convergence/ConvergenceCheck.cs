using IncidentSync.Simulator.Convergence.Fields;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Convergence;

/// <summary>
/// Compares the portals as they are, by rules of its own: it knows nothing of the service whose work it judges. A workspace is compared
/// with the Defender portal of its tenant.
/// </summary>
internal static class ConvergenceCheck
{
    public static ConvergenceReport Of(World world) => world.Sentinels
        .Select(sentinel => Of(world, world.Defender(sentinel.Tenant), sentinel))
        .Aggregate(ConvergenceReport.Empty, (sum, report) => sum + report);

    private static ConvergenceReport Of(World world, DefenderPortal defender, SentinelPortal sentinel)
    {
        var twins = Pairing.ByDefenderId(sentinel.Incidents());
        var deleted = Pairing.ByDefenderId(Deleted(world, sentinel));
        return defender.Incidents()
            .OrderBy(incident => incident.Id.Length).ThenBy(incident => incident.Id, StringComparer.Ordinal)
            .Select(incident => Of(world, incident, [.. twins[incident.Id]], deleted[incident.Id].FirstOrDefault()))
            .Aggregate(ConvergenceReport.Empty, (sum, report) => sum + report);
    }

    private static ConvergenceReport Of(World world, DefenderIncident incident, List<SentinelIncident> twins, SentinelIncident? deleted)
    {
        var report = ConvergenceReport.Empty with { Incidents = 1, Findings = [.. Doubles(incident, twins)] };
        return (incident.IsRedirected, twins) switch
        {
            (true, []) => report with { Merged = 1 },
            (true, [var twin, ..]) => report with { Merged = 1, Findings = [.. report.Findings, .. MergeNotShown(incident, twin)] },
            (false, []) when deleted is not null => report with { Findings = [new Finding.TwinDeleted(incident.Id, deleted.Name)] },
            (false, []) => report with { Findings = [new Finding.TwinMissing(incident.Id)] },
            (false, [var twin, ..]) => report + Of(new Pair(incident, twin, world.Edits)),
        };
    }

    // As they were just before.
    private static IEnumerable<SentinelIncident> Deleted(World world, SentinelPortal sentinel) => world.Edits.After()
        .Where(edit => edit.Field == "deleted" && edit.Portal == Portal.Sentinel && edit.Scope == sentinel.Workspace.Name)
        .Select(edit => sentinel.Find(edit.IncidentId, edit.At - TimeSpan.FromTicks(1)))
        .OfType<SentinelIncident>();

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

    // Beside Microsoft's own copy, one of ours is no double once it is closed.
    private static IEnumerable<Finding> Doubles(DefenderIncident incident, List<SentinelIncident> twins)
    {
        var isNative = twins.Count > 0 && Pairing.IsNative(twins[0]);
        var counted = twins.Where((twin, index) => index == 0 || !isNative || twin.Status != SentinelVocabulary.Closed).ToList();
        if (counted.Count > 1)
            yield return new Finding.TwinDoubled(incident.Id, [.. counted.Select(twin => twin.Name)]);
    }

    private static IEnumerable<Finding> MergeNotShown(DefenderIncident incident, SentinelIncident twin)
    {
        var target = incident.RedirectIncidentId;
        if (twin.Status != SentinelVocabulary.Closed)
            yield return new Finding.MergeNotShown(incident.Id, target, twin.Name, $"still {twin.Status}");
        if (!twin.Labels.Any(label => string.Equals(label.Name, Pairing.RedirectedLabel, StringComparison.OrdinalIgnoreCase)))
            yield return new Finding.MergeNotShown(incident.Id, target, twin.Name, $"not labelled {Pairing.RedirectedLabel}");
    }
}
