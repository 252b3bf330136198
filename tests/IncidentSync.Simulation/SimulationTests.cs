using System.Diagnostics;
using IncidentSync.Simulation.Enumeration;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation;

/// <summary>
/// The real stages in worlds that a seed decides: nothing is lost, nothing is written twice, the portals come together, and then it is
/// quiet.
/// </summary>
public sealed class SimulationTests(Totals totals) : IClassFixture<Totals>
{
    private const int Told = 150;
    private readonly List<string> _violated = [];

    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_seed_is_the_same_world_twice(int seed) =>
        Life.Live(new World(seed, Profile.Hot)).Hash.ShouldBe(Life.Live(new World(seed, Profile.Hot)).Hash);

    [Fact]
    public void Another_seed_is_another_world() =>
        Life.Live(new World(1, Profile.Hot)).Hash.ShouldNotBe(Life.Live(new World(2, Profile.Hot)).Hash);

    [Fact]
    public void In_worlds_as_slow_as_a_SOC_every_edit_has_its_fate() => LiveAll(Profile.Sparse, ofSuite: 250, ofSoak: 0.7);

    [Fact]
    public void In_worlds_that_never_rest_every_edit_has_its_fate() => LiveAll(Profile.Hot, ofSuite: 150, ofSoak: 0.2);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Wherever_a_replica_dies_it_is_as_if_it_had_not(string name)
    {
        var scenario = Scenario.Named(name);
        foreach (var run in CrashEnumeration.Runs(scenario, 1, Budget.Stride).Concat(CrashEnumeration.Runs(scenario, 2, Budget.Stride)))
        {
            Judge($"{run}", "scenarios", CrashEnumeration.Run(run));
        }

        _violated.ShouldBeEmpty();
    }

    // Sparse worlds live the days of incidents; in hot ones most goes wrong.
    private void LiveAll(Profile profile, int ofSuite, double ofSoak)
    {
        var watch = Stopwatch.StartNew();
        for (var world = 0; Budget.Allows(world, watch.Elapsed, ofSuite, ofSoak); world++)
        {
            Judge($"seed {Budget.FirstSeed + world}, {profile.Name}", $"{profile.Name} worlds",
                Life.Live(new World(Budget.FirstSeed + world, profile)));
        }

        _violated.ShouldBeEmpty();
    }

    // The first is told with what happened last, and the others are not forgotten over it.
    private void Judge(string where, string kind, WorldReport report)
    {
        totals.Add(kind, report);
        if (report.Violations.Count == 0)
        {
            return;
        }

        _violated.Add(
            $"{where}: {string.Join("; ", report.Violations)}\n{string.Join('\n', report.Tail.TakeLast(_violated.Count == 0 ? Told : 0))}");
        if (Budget.Traces is { } folder)
        {
            File.WriteAllLines(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{where}.txt"), report.Tail);
        }
    }
}
