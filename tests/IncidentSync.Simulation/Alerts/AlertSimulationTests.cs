using System.Diagnostics;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// The real alert feed in worlds that a seed decides: every version is in the log once, every consumer is given each event, every client
/// each detection once.
/// </summary>
public sealed class AlertSimulationTests(AlertTotals totals) : IClassFixture<AlertTotals>
{
    private const int Told = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_seed_is_the_same_world_twice(int seed) =>
        AlertLife.Live(new AlertWorld(seed)).Hash.ShouldBe(AlertLife.Live(new AlertWorld(seed)).Hash);

    [Fact]
    public void Whatever_goes_wrong_every_version_is_in_the_log_once_and_everybody_is_given_it()
    {
        var (watch, violated) = (Stopwatch.StartNew(), new List<string>());
        for (var world = 0; Budget.Allows(world, watch.Elapsed, ofSuite: 60, ofSoak: 0.1); world++)
        {
            var seed = Budget.FirstSeed + world;
            var report = AlertLife.Live(new AlertWorld(seed));
            totals.Add(report);
            if (report.Violations.Count > 0)
            {
                // The first is told with what happened last.
                var tail = report.Tail.TakeLast(violated.Count == 0 ? Told : 0);
                violated.Add($"seed {seed}, alerts: {string.Join("; ", report.Violations)}\n{string.Join('\n', tail)}");
                if (Budget.Traces is { } folder)
                {
                    File.WriteAllLines(Path.Combine(Directory.CreateDirectory(folder).FullName, $"seed {seed}, alerts.txt"), report.Tail);
                }
            }
        }

        violated.ShouldBeEmpty();
    }
}
