using System.Globalization;
using IncidentSync.Service.Tests.Simulation.Worlds;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>What the simulation reached in this run. A soak adds it to the page that keeps the sums.</summary>
public sealed class Totals : IDisposable
{
    private readonly Probes probes = new();
    private double days;
    private long edits;

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Simulation: {probes["sparse worlds"]} sparse and {probes["hot worlds"]} hot worlds, {days:f1} incident-days, {edits} edits, "
            + $"{probes["faults"]} faults, {probes["crashes"]} crashes, {probes["late apply seen"]} late applies, "
            + $"{probes["enumerated crashes"]} enumerated crashes, {probes["violations"]} violations"));
        if (Environment.GetEnvironmentVariable("SIMULATION_PAGE") is { Length: > 0 } page)
        {
            SoakPage.Add(page, [
                Environment.GetEnvironmentVariable("SIMULATION_COMMIT")
                    ?? "", $"{Budget.FirstSeed}", Count("sparse worlds"), Count("hot worlds"),
                days.ToString("f1", CultureInfo.InvariantCulture), $"{edits}", Count("faults"), Count("crashes"), Count("late apply seen"),
                Count("enumerated crashes"), Count("violations")], probes);
        }
    }

    internal void Add(string kind, WorldReport report)
    {
        probes.Add(report.Probes);
        probes.Hit(kind);
        probes.Hit("violations", report.Violations.Count);
        (days, edits) = (days + report.IncidentDays, edits + report.Edits);
    }

    private string Count(string name) => probes[name].ToString(CultureInfo.InvariantCulture);
}
