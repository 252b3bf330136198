using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Day;

/// <summary>Starts and stops the one day that can run in a world, and knows how it went.</summary>
internal sealed class DaySwitch(World world)
{
    private readonly Lock gate = new();
    private SocDay? day;
    private bool running;

    /// <returns>False when one is running already.</returns>
    public bool Start(DayOptions options)
    {
        lock (gate)
        {
            if (running)
            {
                return false;
            }

            (day, running) = (new SocDay(world, options), true);
            return true;
        }
    }

    /// <summary>What was planned does not happen any more; what happened stays.</summary>
    public void Stop()
    {
        lock (gate)
        {
            day?.End();
            running = false;
        }
    }

    public DayReport Report()
    {
        lock (gate)
        {
            var options = day?.Options ?? new DayOptions();
            var tally = day?.Tally ?? new Tally();
            return new DayReport(running, day?.Seed, options.IncidentsPerDay, options.MergeStorm, day?.Started, tally.Counts());
        }
    }
}
