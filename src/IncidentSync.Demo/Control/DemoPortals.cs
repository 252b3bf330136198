using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Control;

/// <summary>The simulator, and in its control API what the demo adds to it: a day in a SOC, and the judge of convergence.</summary>
internal sealed class DemoPortals : IAsyncDisposable
{
    private DemoPortals(SimulatorHost host, DaySwitch day) => (Host, Day) = (host, day);

    public SimulatorHost Host { get; }

    public DaySwitch Day { get; }

    public static async Task<DemoPortals> StartAsync(SimulatorOptions options, CancellationToken cancel = default)
    {
        DaySwitch? day = null;
        var host = await SimulatorHost.StartAsync(options, (map, world) =>
        {
            day = new DaySwitch(world);
            DayControl.Map(map, day);
            ConvergenceControl.Map(map, world);
        }, cancel);
        return new DemoPortals(host, day!);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
