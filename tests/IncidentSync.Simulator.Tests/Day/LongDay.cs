using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Day;

/// <summary>Four days with some 3,000 incidents each way, run once for all who look at their proportions. Native sync gives the analysts
/// two portals.</summary>
public sealed class LongDay : IDisposable
{
    public const int Seed = 20260914;

    private readonly SteppedDay _calm =
        SteppedDay.After(TimeSpan.FromDays(4), Seed, new DayOptions { IncidentsPerDay = 750 }, native: true);

    private readonly SteppedDay _storm =
        SteppedDay.After(TimeSpan.FromDays(2), Seed, new DayOptions { IncidentsPerDay = 750, MergeStorm = true });

    internal World Calm => _calm.World;

    internal World Storm => _storm.World;

    internal IReadOnlyList<DefenderIncident> Incidents => Calm.Defender().Incidents();

    internal IReadOnlyList<DefenderIncident> Alive => [.. Incidents.Where(incident => !incident.IsRedirected)];

    internal int this[Happening happening] => _calm.Switch.Report().Counts[happening];

    public void Dispose()
    {
        _calm.Dispose();
        _storm.Dispose();
    }
}
