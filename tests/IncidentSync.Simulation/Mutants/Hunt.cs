using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Mutants;

/// <summary>Where a wrong engine is looked for: where what it does wrong matters often.</summary>
internal static class Hunt
{
    private const int MostSeeds = 60;

    private static readonly Swarm Pauses = new() { Pause = 0.004, Replicas = 2, Incidents = 2 };

    private static readonly Dictionary<string, Swarm> Swarms = new()
    {
        ["no key lock"] = Pauses,
        ["no lease deadline"] = Pauses,
        ["blind re-POST"] = new() { AnswerLost = 0.4, Merges = true, Incidents = 4 },
        ["no overlap"] = new() { ListLag = 0.6, Incidents = 4 },
        ["no notes"] = new() { AnswerLost = 0.5, ReadFails = 0.5, Incidents = 4 },
        ["no memory"] = new() { AppliedLate = 0.4, NeverArrived = 0.2, Incidents = 4 },
        ["late values are edits"] = new() { AppliedLate = 0.4, NeverArrived = 0.2, Incidents = 4 },
        ["a gone etag"] = new() { StaleRead = 0.9, ListLag = 0.9, Playbook = true, Incidents = 4 },
        ["a hasty twin"] = new() { AppliedLate = 0.6, AnswerLost = 0.3, Incidents = 4 },
        ["a hasty answer"] = new() { OldAnswer = 0.6, StaleRead = 0.5, Incidents = 4 },
    };

    /// <summary>The first run that goes wrong with this engine, and what the right one makes of the same; null when none does.</summary>
    public static Kill? Run(Mutant mutant) => Runs(mutant.Name).Select(run => new Kill(run.Name, run.Live(mutant), run.Live))
        .FirstOrDefault(kill => kill.Report.Violations.Count > 0);

    private static IEnumerable<(string Name, Func<Mutant, WorldReport> Live)> Runs(string mutant) =>
        Enumerable.Range(1, MostSeeds).Select(seed => (
            $"hot, seed {seed}",
            (Func<Mutant, WorldReport>)(engine => Life.Live(new World(seed, Profile.Hot, Swarms.GetValueOrDefault(mutant), engine)))));

    /// <param name="Where">The run.</param>
    /// <param name="Report">What came of it with the wrong engine.</param>
    /// <param name="Live">The same with another.</param>
    internal sealed record Kill(string Where, WorldReport Report, Func<Mutant, WorldReport> Live);
}
