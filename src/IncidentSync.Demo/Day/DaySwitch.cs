using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Day;

/// <summary>Starts and stops the one day that can run in a world, and knows how it went.</summary>
internal sealed class DaySwitch(World world)
{
    private readonly Lock _gate = new();
    private SocDay? _day;
    private bool _running;

    /// <returns>False when one is running already.</returns>
    public bool Start(DayOptions options)
    {
        lock (_gate)
        {
            if (_running)
            {
                return false;
            }

            (_day, _running) = (new SocDay(world, options), true);
            return true;
        }
    }

    /// <summary>Cancels what is still planned; what happened stays.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _day?.End();
            _running = false;
        }
    }

    public DayReport Report()
    {
        lock (_gate)
        {
            var options = _day?.Options ?? new DayOptions();
            var tally = _day?.Tally ?? new Tally();
            return new DayReport(_running, _day?.Seed, options.IncidentsPerDay, options.MergeStorm, _day?.Started, tally.Counts());
        }
    }
}
