using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Day;

/// <summary>A day in the SOC of every tenant of a world, from its start until it is ended.</summary>
internal sealed class SocDay
{
    private readonly List<Soc> _socs;

    public SocDay(World world, DayOptions options)
    {
        Options = options;
        Seed = options.Seed ?? world.Seed;
        Started = world.Clock.GetUtcNow();
        _socs = [.. world.Defenders.Select(portal => Open(world, portal))];
    }

    public DayOptions Options { get; }

    public int Seed { get; }

    public DateTimeOffset Started { get; }

    public Tally Tally { get; } = new();

    public void End() => _socs.ForEach(soc => soc.End());

    private Soc Open(World world, DefenderPortal defender)
    {
        var soc = new Soc(world, defender, Options, Seed, Tally);
        var machines = new Machines(soc);
        var analysts = new Analysts(soc, new Work(soc), machines);
        new Arrivals(soc, new Correlation(soc, analysts), new Lives(soc, machines, analysts, new Cleaners(soc))).Start();
        foreach (var workspace in soc.Workspaces)
        {
            new Playbooks(soc, workspace, analysts).Start();
        }

        return soc;
    }
}
