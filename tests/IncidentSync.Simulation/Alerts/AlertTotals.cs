using System.Globalization;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Alerts;

/// <summary>What the simulation of the alert feed reached in this run. A soak adds it to the page that keeps the sums.</summary>
public sealed class AlertTotals : IDisposable
{
    private static readonly string[] Columns =
        ["alert worlds", "alerts", "versions", "events", "detections", "calls", "faults", "crashes", "violations"];

    private readonly Probes _probes = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.WriteLine($"Alerts: {string.Join(", ", Columns.Select(name => $"{Count(name)} {name}"))}");
        var sometimes = new Probes();
        foreach (var (what, times) in _probes.Counts)
        {
            sometimes.Hit($"alerts: {what}", times);
        }

        if (Environment.GetEnvironmentVariable("SIMULATION_PAGE") is { Length: > 0 } page)
        {
            SoakPage.Add(page, SoakPage.AlertRunsEnd, [
                Environment.GetEnvironmentVariable("SIMULATION_COMMIT") ?? "", $"{Budget.FirstSeed}", .. Columns.Select(Count)], sometimes);
        }
    }

    internal void Add(WorldReport report)
    {
        _probes.Add(report.Probes);
        _probes.Hit("alert worlds");
        _probes.Hit("violations", report.Violations.Count);
    }

    private string Count(string name) => _probes[name].ToString(CultureInfo.InvariantCulture);
}
