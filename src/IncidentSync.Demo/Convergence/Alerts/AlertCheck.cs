using System.Text.Json.Nodes;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence.Alerts;

/// <summary>
/// Whether every alert stands in the tables of its workspace and at its twin as it is now, and the SIEM was given every detection once. By
/// rules of its own: it knows nothing of the service whose work it judges.
/// </summary>
internal static class AlertCheck
{
    /// <summary>What the SIEM calls what it pulls.</summary>
    public const string Detections = "Detections";

    /// <summary>What tells detections apart: the alert's id, a colon, and what names the indicator.</summary>
    public const string FullId = "FullId";

    /// <summary>The service source whose alerts the SIEM gets, as it did of Microsoft's retired API.</summary>
    private const string PulledSource = "microsoftDefenderForEndpoint";

    /// <summary>Sentinel's own alerts are in the workspace already.</summary>
    private const string OwnSource = "microsoftSentinel";

    public static AlertReport Of(World world) => world.Logs.Select(logs => Streamed(world, logs)).Append(Pulled(world))
        .Aggregate(AlertReport.Empty, (sum, report) => sum + report);

    private static AlertReport Streamed(World world, WorkspaceLogs logs)
    {
        var rule = logs.Rules.Single(rule => rule.ImmutableId == CollectionRule.DefaultId(logs.Workspace));
        var rows = logs.Rows(rule.TableOf(CollectionRule.AlertStream)).Select(row => row.Columns).ToList();
        if (logs.Workspace.Native)
        {
            return AlertReport.Empty with
            {
                Rows = rows.Count,
                Wrong = rows.Count == 0 ? [] : [$"{logs.Workspace.Name} got {rows.Count} rows, though Microsoft's own sync serves it"],
            };
        }

        var all = Visible(world, world.Defender(logs.Tenant)).ToList();
        var alerts = all.Where(alert => alert.ServiceSource != OwnSource).ToList();
        var newest = rows.GroupBy(row => $"{row["AlertId"]}").ToDictionary(
            group => group.Key,
            group => group.OrderBy(row => $"{row["LastUpdateTime"]}", StringComparer.Ordinal).ThenBy(row => (long?)row["Sequence"]).Last());
        var missing = alerts.Select(alert => Difference(alert, newest.GetValueOrDefault(alert.Id))).OfType<string>().ToList();
        var foreign = newest.Keys.Except(alerts.Select(alert => alert.Id))
            .Select(id => $"Alert {id}: it has a row and is none of the tenant's");
        var dropped = logs.Tables().SelectMany(table => table.Dropped.Keys.Concat(table.Wrong.Keys)
            .Select(column => $"Column {column} of {table.Name}: its rule does not take it"));
        return new AlertReport(
            alerts.Count, alerts.Count - missing.Count, rows.Count, 0, [.. missing, .. foreign, .. dropped, .. Untold(world, logs, all)]);
    }

    private static IEnumerable<string> Untold(World world, WorkspaceLogs logs, List<DefenderAlert> alerts)
    {
        var counts = alerts.CountBy(alert => alert.IncidentId).ToDictionary();
        return from pair in Pairing.Pairs(world)
               where world.Sentinel(logs.Workspace.Name).Find(pair.Sentinel.Name) is not null
               let wrong = AlertsComment.Wrong(pair.Sentinel, counts.GetValueOrDefault(pair.Defender.Id))
               where wrong is not null
               select $"Incident {pair.Defender.Id}: {wrong}";
    }

    private static AlertReport Pulled(World world)
    {
        var ids = world.Siem.Rows(Detections).Select(row => $"{row.Columns[FullId]}").ToList();
        var known = world.Defenders.SelectMany(defender => Visible(world, defender)).Where(alert => alert.ServiceSource == PulledSource)
            .Select(alert => alert.Id).ToHashSet();
        var given = ids.Select(id => id.Split(':')[0]).ToHashSet();
        return AlertReport.Empty with
        {
            Pulled = ids.Count,
            Wrong =
            [
                .. known.Except(given).Select(id => $"Alert {id}: the SIEM was given no detection of it"),
                .. given.Except(known).Select(id => $"Alert {id}: the SIEM was given a detection of it, and it is none of its alerts"),
                .. ids.CountBy(id => id).Where(id => id.Value > 1)
                    .Select(id => $"Detection {id.Key}: the SIEM was given it {id.Value} times"),
            ],
        };
    }

    private static IEnumerable<DefenderAlert> Visible(World world, DefenderPortal defender)
    {
        var now = world.Clock.GetUtcNow();
        return defender.Alerts().Where(alert => alert.IsVisible(now));
    }

    private static string? Difference(DefenderAlert alert, JsonObject? row)
    {
        if (row is null)
        {
            return $"Alert {alert.Id}: its workspace has no row of it";
        }

        (string Column, string? Value)[] told =
        [
            ("IncidentId", alert.IncidentId), ("Status", alert.Status), ("Severity", alert.Severity), ("AlertTitle", alert.Title),
            ("AssignedTo", alert.AssignedTo), ("Classification", alert.Classification), ("Determination", alert.Determination),
        ];
        var wrong = told.Where(one => !string.Equals($"{row[one.Column]}", one.Value ?? "", StringComparison.Ordinal))
            .Select(one => $"{one.Column} is {one.Value ?? "nothing"} in Defender and {row[one.Column] ?? "nothing"} in the table")
            .ToList();
        return wrong.Count == 0 ? null : $"Alert {alert.Id}: {string.Join(", ", wrong)}";
    }
}
