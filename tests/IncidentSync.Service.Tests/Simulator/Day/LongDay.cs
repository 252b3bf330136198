using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Service.Tests.Simulator.Day;

/// <summary>Four days with some 3,000 incidents each way, run once for all who look at their proportions. Native sync gives the analysts
/// two portals.</summary>
public sealed class LongDay : IDisposable
{
    public const int Seed = 20260914;

    private readonly SteppedDay calm =
        SteppedDay.After(TimeSpan.FromDays(4), Seed, new DayOptions { IncidentsPerDay = 750 }, native: true);

    private readonly SteppedDay storm =
        SteppedDay.After(TimeSpan.FromDays(2), Seed, new DayOptions { IncidentsPerDay = 750, MergeStorm = true });

    internal World Calm => calm.World;

    internal World Storm => storm.World;

    internal IReadOnlyList<DefenderIncident> Incidents => Calm.Defender().Incidents();

    internal IReadOnlyList<DefenderIncident> Alive => [.. Incidents.Where(incident => !incident.IsRedirected)];

    internal int this[Happening happening] => calm.Switch.Report().Counts[happening];

    public void Dispose()
    {
        calm.Dispose();
        storm.Dispose();
    }
}
