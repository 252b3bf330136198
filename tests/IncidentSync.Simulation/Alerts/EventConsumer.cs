using IncidentSync.Service.Alerts;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// A consumer of the log as the stream is one: it takes its durable cursor, sends the events behind it, and moves it when they were taken.
/// </summary>
internal sealed class EventConsumer(AlertWorld world, string name, string life, bool movesFirst)
{
    private const int MostEvents = 20;

    private readonly Guid _worker = world.NewGuid();

    /// <summary>Gives the consumer what is next.</summary>
    public async Task RunOnceAsync()
    {
        if (await world.Store.TakeAsync(name, _worker) is not { } place)
        {
            return;
        }

        var events = await world.Store.ReadEventsAsync(place.Sequence, MostEvents);
        if (events.Count == 0)
        {
            return;
        }

        var isMoved = false;
        try
        {
            isMoved = movesFirst ? await MoveAsync(events) && await SendAsync(events) : await SendAsync(events) && await MoveAsync(events);
        }
        finally
        {
            if (!isMoved)
            {
                world.History.Doubt(name, life);
            }
        }
    }

    private Task<bool> MoveAsync(IReadOnlyList<EventEntry> events) => world.Store.MoveAsync(name, _worker, events[^1].Sequence);

    private async Task<bool> SendAsync(IReadOnlyList<EventEntry> events)
    {
        await world.PointAsync();
        await world.Scheduler.DelayAsync(world.Weather.UpTo(AlertWorld.Latency), onTheWire: true);
        var (arrives, isAnswered) = (!world.Weather.Strikes(world.Swarm.SendFails), !world.Weather.Strikes(world.Swarm.SendFails));
        if (arrives)
        {
            world.History.Given(name, life, events);
            world.Probes.Hit("events given", events.Count);
        }

        if (!arrives || !isAnswered)
        {
            world.Weather.Count("events were sent in vain, or their answer was lost");
        }

        await world.PointAsync();
        return arrives && isAnswered;
    }
}
