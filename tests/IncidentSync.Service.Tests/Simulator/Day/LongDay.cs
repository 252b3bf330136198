using IncidentSync.Simulator;
using IncidentSync.Simulator.Day;
using IncidentSync.Simulator.Defender;

namespace IncidentSync.Service.Tests.Simulator.Day;

/// <summary>Four days with some 3,000 incidents each way, run once for all who look at their proportions. Native sync gives the analysts
/// two portals.</summary>
public sealed class LongDay : IDisposable
{
    public const int Seed = 20260914;

    internal World Calm { get; } = SteppedWorld.After(TimeSpan.FromDays(4), Seed, new DayOptions { IncidentsPerDay = 750 }, native: true);

    internal World Storm { get; } =
        SteppedWorld.After(TimeSpan.FromDays(2), Seed, new DayOptions { IncidentsPerDay = 750, MergeStorm = true });

    internal IReadOnlyList<DefenderIncident> Incidents => Calm.Defender().Incidents();

    internal IReadOnlyList<DefenderIncident> Alive => [.. Incidents.Where(incident => !incident.IsRedirected)];

    internal int this[Happening happening] => Calm.Day.Report().Counts[happening];

    public void Dispose()
    {
        Calm.Dispose();
        Storm.Dispose();
    }
}
