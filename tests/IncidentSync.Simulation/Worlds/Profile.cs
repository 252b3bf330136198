using IncidentSync.Core.Links;
using IncidentSync.Service.Connections;

namespace IncidentSync.Simulation.Worlds;

/// <summary>How fast a world lives.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Active">How long people work.</param>
/// <param name="EditGap">The mean time between two edits of one incident.</param>
/// <param name="Poll">The longest time between two polls.</param>
/// <param name="Overlap">How late a change may become visible.</param>
/// <param name="LateApply">How late a call may take effect.</param>
/// <param name="Latency">The longest a call takes that goes well.</param>
/// <param name="MostIncidents">So many incidents at most.</param>
/// <param name="Sweep">How often what is open is compared whole; what is closed in twice the time.</param>
internal sealed record Profile(
    string Name, TimeSpan Active, TimeSpan EditGap, TimeSpan Poll,
    TimeSpan Overlap, TimeSpan LateApply, TimeSpan Latency, int MostIncidents,
    TimeSpan Sweep)
{
    /// <summary>As in a SOC: minutes to hours between edits.</summary>
    public static readonly Profile Sparse = new(
        "sparse", TimeSpan.FromDays(1), TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1),
        TimeSpan.FromSeconds(5), 16, TimeSpan.FromHours(3));

    /// <summary>Seconds between edits, so that everything meets everything.</summary>
    public static readonly Profile Hot = new(
        "hot", TimeSpan.FromMinutes(12), TimeSpan.FromSeconds(8),
        TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(20),
        TimeSpan.FromSeconds(2), 4, TimeSpan.FromMinutes(3));

    public TimeSpan Lease => LateApply + TimeSpan.FromSeconds(25);

    public ConnectionTiming Timing => new(TimeSpan.FromDays(7), new Lateness(Overlap, Overlap, LateApply), Lease)
    {
        NativeGrace = Overlap * 3, SweepOpen = Sweep, SweepClosed = Sweep * 2,
    };
}
