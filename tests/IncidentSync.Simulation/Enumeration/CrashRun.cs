namespace IncidentSync.Simulation.Enumeration;

/// <param name="Scenario">The story.</param>
/// <param name="Replicas">How many replicas there are.</param>
/// <param name="Point">The scheduling point at which the replica whose turn it is dies, counted from where the story begins.</param>
/// <param name="Late">The write that was under way there takes effect later.</param>
internal sealed record CrashRun(Scenario Scenario, int Replicas, int Point, bool Late)
{
    public override string ToString() => $"{Scenario}, {Replicas} replicas, dead at point {Point}{(Late ? ", its write late" : "")}";
}
