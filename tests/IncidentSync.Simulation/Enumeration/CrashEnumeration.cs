using IncidentSync.Simulation.Mutants;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Enumeration;

/// <summary>
/// Tells a scenario once for every scheduling point of it, and kills a replica there: before a transaction and after it, before a call was
/// sent (it is not carried out) and before its answer came (it was carried out, or will be, later).
/// </summary>
internal static class CrashEnumeration
{
    private const int Seed = 7;

    /// <summary>The runs of a scenario, each a crash at another point; every so many of them.</summary>
    public static IEnumerable<CrashRun> Runs(Scenario scenario, int replicas, int stride = 1, int offset = 0)
    {
        var (points, writes) = Count(scenario, replicas);
        var all = Enumerable.Range(0, points).Select(point => new CrashRun(scenario, replicas, point, false))
            .Concat(writes.Select(point => new CrashRun(scenario, replicas, point, true)));
        return all.Where((_, index) => index % stride == offset % stride);
    }

    public static WorldReport Run(CrashRun run, Mutant? mutant = null)
    {
        var (world, stage) = NewStage(run.Replicas, mutant);
        var (point, told) = (-1, false);
        stage.Begins = () => told = true;
        world.DiesHere = () => told && ++point == run.Point;
        world.AppliesLate = () => run.Late && told && point == run.Point - 1;
        run.Scenario.Tell(stage);
        world.DiesHere = () => false;
        world.Probes.Hit("enumerated crashes");
        return Life.Judge(world, 1);
    }

    private static (int Points, List<int> Writes) Count(Scenario scenario, int replicas)
    {
        var (world, stage) = NewStage(replicas, null);
        var (points, told, writes) = (0, false, new List<int>());
        stage.Begins = () => told = true;
        world.DiesHere = () =>
        {
            points += told ? 1 : 0;
            return false;
        };
        world.AppliesLate = () =>
        {
            if (told)
            {
                writes.Add(points);
            }

            return false;
        };
        scenario.Tell(stage);
        return (points, writes);
    }

    private static (World World, Stage Stage) NewStage(int replicas, Mutant? mutant)
    {
        var world = new World(Seed, Stage.Pace, new Swarm { Replicas = replicas }, mutant);
        return (world, new Stage(world));
    }
}
