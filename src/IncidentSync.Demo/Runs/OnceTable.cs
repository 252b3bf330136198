using System.Collections.Immutable;
using System.Globalization;
using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Fields;
using IncidentSync.Demo.Convergence.Outcomes;
using IncidentSync.Demo.Convergence.Propagation;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Runs;

/// <summary>What happened in <c>demo --once</c>, as tables for the console.</summary>
internal static class OnceTable
{
    private static readonly ImmutableArray<Portal> Portals = [Portal.Defender, Portal.Sentinel];

    /// <param name="all">Since the portals were filled.</param>
    /// <param name="live">Since both portals held the same for the first time.</param>
    public static string Of(Activity all, Activity live, ConvergenceReport converged,
        ImmutableArray<ConflictOutcome> conflicts, ImmutableArray<Outcome> outcomes) =>
        string.Join('\n', Lines(all, live, converged, conflicts, outcomes));

    private static IEnumerable<string> Lines(Activity all, Activity live, ConvergenceReport converged,
        ImmutableArray<ConflictOutcome> conflicts, ImmutableArray<Outcome> outcomes) =>
    [
        Changes(all, live),
        "",
        Calls(all),
        "",
        Times(live),
        .. live.Propagation.Where(direction => !direction.LeftOut.IsEmpty).Select(NotTimed),
        "",
        Happened(outcomes),
        "",
        "Both portals changed the same field at once",
        .. conflicts.Select(conflict => $"  {conflict.Words}"),
        "",
        "Held by design: different until a person or a portal changes it",
        .. Held(converged),
    ];

    private static string Changes(Activity all, Activity live)
    {
        var table = new TextTable();
        table.Row("changed by", "others", "others", "IncidentSync", "IncidentSync");
        table.Row("", "in Defender", "in Sentinel", "in Defender", "in Sentinel");
        table.Row("  new incidents", [.. Counts(all.Changed, Change.Created), .. Counts(all.Written, Change.Created)]);
        foreach (var field in SyncedFields.All.Select(field => field.Name))
        {
            table.Row($"  {field}", [.. Counts(live.Changed, field), .. Counts(live.Written, field)]);
        }

        return table.Print();
    }

    private static string Calls(Activity all)
    {
        var table = new TextTable();
        table.Row("calls of IncidentSync", "to Defender", "to Sentinel");
        var calls = all.Calls.Where(call => Portals.Contains(call.Portal)).ToList();
        foreach (var operation in calls.GroupBy(call => call.Operation).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            table.Row($"  {operation.Key}", Sums(operation));
        }

        table.Row("  together", Sums(calls));
        return table.Print();
    }

    private static string Times(Activity live)
    {
        var table = new TextTable();
        table.Row("until the other portal holds it", "edits", "p50 s", "p95 s", "longest s");
        foreach (var direction in live.Propagation)
        {
            if (direction.New.Count > 0)
            {
                table.Row("  new incidents", Cells(direction.New));
            }

            table.Row(direction.From == Portal.Defender ? "  Defender to Sentinel" : "  Sentinel to Defender", Cells(direction.Edits));
        }

        return table.Print();
    }

    private static string Happened(ImmutableArray<Outcome> outcomes)
    {
        var table = new TextTable();
        table.Row("what happened to incidents", "how often", "right");
        foreach (var outcome in outcomes)
        {
            table.Row($"  {outcome.What}", Number(outcome.Seen), outcome.Right == outcome.Seen ? "all" : Number(outcome.Right));
        }

        return table.Print();
    }

    private static string NotTimed(PropagationSummary direction) =>
        $"  not timed, from {direction.From}: {string.Join(", ", direction.LeftOut.Select(pair => $"{pair.Value} {Words(pair.Key)}"))}";

    private static string Words(Fate fate) => fate switch
    {
        Fate.Needless => "had nothing to carry",
        Fate.Overtaken => "overtaken by a later edit",
        Fate.Overruled => "lost a conflict",
        Fate.Held => "held by design",
        _ => "not there yet",
    };

    private static IEnumerable<string> Held(ConvergenceReport converged) => converged.Held.OfType<Finding.FieldHeld>()
        .GroupBy(held => (held.Field, held.Reason))
        .Select(group => $"  {group.Key.Field}, {group.Key.Reason}: incidents {string.Join(", ", group.Select(held => held.DefenderId))}")
        .DefaultIfEmpty("  nothing");

    private static IEnumerable<string> Counts(ImmutableArray<FieldCount> counts, string field) =>
        Portals.Select(portal => Number(counts.Where(count => count.Portal == portal && count.Field == field).Sum(count => count.Count)));

    private static IEnumerable<string> Sums(IEnumerable<OperationCount> calls) =>
        Portals.Select(portal => Number(calls.Where(call => call.Portal == portal).Sum(call => call.Calls)));

    private static string[] Cells(TravelTimes times) =>
        [Number(times.Count), Seconds(times.P50), Seconds(times.P95), Seconds(times.Longest)];

    private static string Number(long count) => count == 0 ? "-" : count.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan? time) => time?.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}
