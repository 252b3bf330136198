namespace IncidentSync.Simulation.Worlds;

/// <summary>What a swarm draws.</summary>
internal static class Draws
{
    /// <summary>Nothing in half of the worlds; else anything from rare to common, on a scale of factors.</summary>
    public static double Rate(this Random random, double most) =>
        random.Next(2) == 0 ? 0 : most * Math.Pow(10, -2 * random.NextDouble());
}
