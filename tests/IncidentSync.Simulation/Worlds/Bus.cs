using IncidentSync.Core.Values;
using IncidentSync.Simulation.Scheduling;

namespace IncidentSync.Simulation.Worlds;

/// <summary>Carries signals to whichever replica lives: late, out of order, twice, or not at all.</summary>
internal sealed class Bus(Scheduler scheduler, Func<double> lost, Func<double> doubled, Func<Replica?> anyReplica)
{
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(300);

    public void Send(LinkId link, bool toPlan)
    {
        if (scheduler.Random.NextDouble() < lost())
        {
            return;
        }

        Deliver(link, toPlan);
        if (scheduler.Random.NextDouble() < doubled())
        {
            Deliver(link, toPlan);
        }
    }

    private void Deliver(LinkId link, bool toPlan) =>
        scheduler.After(Slowest * scheduler.Random.NextDouble(), null, () => anyReplica()?.Take(link, toPlan));
}
