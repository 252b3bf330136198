using System.Globalization;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>From the moment at which an alert stands in the list to the call that brings its row, with the default settings.</summary>
internal sealed class Latency(PostgresFixture postgres)
{
    private const int Alerts = 60;
    private const string Table = "DefenderAlerts_CL";

    private static readonly TimeSpan MostHalf = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan MostAll = TimeSpan.FromSeconds(25);

    /// <returns>Whether it is as short as it has to be.</returns>
    public async Task<bool> RunAsync()
    {
        await using var landscape = await Landscape.StartAsync(postgres, budgetsLifted: false, Defaults);
        var (defender, logs) = (landscape.World.Defender(), landscape.World.Logs[0]);
        var incident = defender.Create().Id;
        var born = new Dictionary<string, DateTimeOffset>();
        for (var index = 0; index < Alerts; index++)
        {
            var alert = defender.AddAlert(incident, AlertSample.Shaped(index, null));
            born[alert.Id] = landscape.World.Clock.GetUtcNow();

            // One in two seconds, not in step with the poll.
            await Task.Delay(TimeSpan.FromMilliseconds(1_000 + (613 * index % 2_000)));
        }

        await Landscape.UntilAsync(() => logs.Rows(Table).Count >= Alerts, "A row did not come.");
        var times = logs.Rows(Table).GroupBy(row => (string)row.Columns["AlertId"]!)
            .Select(rows => rows.Min(row => row.ReceivedAt) - born[rows.Key]).ToList();
        var (half, all) = (Percentile.Of(times, 50), Percentile.Of(times, 99));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Alert to POST with the defaults, {times.Count} alerts: p50 {half.TotalSeconds:0.0} s, target <= {MostHalf.TotalSeconds} s; "
            + $"p99 {all.TotalSeconds:0.0} s, target <= {MostAll.TotalSeconds} s."));
        return half <= MostHalf && all <= MostAll;
    }

    // Only where everything is, is set.
    private static Settings Defaults(Settings settings, Simulator.Hosting.SimulatorHost simulator)
    {
        foreach (var changed in new[] { "Connections:0:Defender:PollInterval", "Connections:0:Defender:IdlePollInterval",
            "Connections:0:Sentinel:PollInterval", "Connections:0:Sentinel:IdlePollInterval", "Connections:0:Timing:CallTimeout",
            "Quota:GraphPerMinute", "Quota:ArmReadsPerTenSeconds", "Quota:IncidentPutsPerFiveMinutes",
            "Quota:CommentPutsPerFiveMinutes", "Quota:CommentReadsPerFiveMinutes" })
        {
            settings.With(changed, null);
        }

        return settings.With("Connections:0:Stream:Endpoint", simulator.IngestionEndpoint)
            .With("Connections:0:Stream:RuleId", CollectionRule.DefaultId(Contoso.Workspace));
    }
}
