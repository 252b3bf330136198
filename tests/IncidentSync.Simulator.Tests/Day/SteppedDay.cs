using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Day;

/// <summary>A day in a world whose time a test moves.</summary>
internal sealed class SteppedDay(World world) : IDisposable
{
    public World World => world;

    public DaySwitch Switch { get; } = new(world);

    /// <summary>A day that has run for a while.</summary>
    public static SteppedDay After(TimeSpan time, int seed, DayOptions options, bool native = false)
    {
        var day = new SteppedDay(SteppedWorld.Make(seed, native));
        day.Switch.Start(options).ShouldBeTrue();
        day.World.Agenda.RunFor(time);
        var counts = day.Switch.Report().Counts.Select(count => $"{count.Key} {count.Value}");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", counts));
        return day;
    }

    public void Dispose() => world.Dispose();
}
