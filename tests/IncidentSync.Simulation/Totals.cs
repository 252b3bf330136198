using System.Globalization;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation;

/// <summary>What the simulation reached in this run. A soak adds it to the page that keeps the sums.</summary>
public sealed class Totals : IDisposable
{
    private readonly Probes _probes = new();
    private double _days;
    private long _edits;

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Simulation: {_probes["sparse worlds"]} sparse and {_probes["hot worlds"]} hot worlds, {_days:f1} incident-days, "
            + $"{_edits} edits, {_probes["faults"]} faults, {_probes["crashes"]} crashes, {_probes["late apply seen"]} late applies, "
            + $"{_probes["enumerated crashes"]} enumerated crashes, {_probes["violations"]} violations"));
        if (Environment.GetEnvironmentVariable("SIMULATION_PAGE") is { Length: > 0 } page)
        {
            SoakPage.Add(page, SoakPage.RunsEnd, [
                Environment.GetEnvironmentVariable("SIMULATION_COMMIT")
                    ?? "", $"{Budget.FirstSeed}", Count("sparse worlds"), Count("hot worlds"),
                _days.ToString("f1", CultureInfo.InvariantCulture), $"{_edits}", Count("faults"), Count("crashes"),
                Count("late apply seen"), Count("enumerated crashes"), Count("violations")], _probes);
        }
    }

    internal void Add(string kind, WorldReport report)
    {
        _probes.Add(report.Probes);
        _probes.Hit(kind);
        _probes.Hit("violations", report.Violations.Count);
        (_days, _edits) = (_days + report.IncidentDays, _edits + report.Edits);
    }

    private string Count(string name) => _probes[name].ToString(CultureInfo.InvariantCulture);
}
