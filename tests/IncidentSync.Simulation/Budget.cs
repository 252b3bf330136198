using System.Globalization;

namespace IncidentSync.Simulation;

/// <summary>
/// How long the simulation runs: the same worlds every time as part of the suite, as long as it is told when it soaks.
/// </summary>
internal static class Budget
{
    /// <summary>The suite tells every so many of the enumerated crashes, the soak all of them.</summary>
    private const int SuiteStride = 4;

    private static readonly double Minutes =
        double.Parse(Environment.GetEnvironmentVariable("SIMULATION_MINUTES") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Where the whole traces of violated runs go; null for nowhere.</summary>
    public static string? Traces { get; } = Environment.GetEnvironmentVariable("SIMULATION_TRACES");

    public static bool IsSoak => Minutes > 0;

    /// <summary>The suite lives so many worlds, on any machine; a soak lives worlds for so much of its time.</summary>
    /// <param name="lived">The worlds that were lived so far.</param>
    /// <param name="elapsed">How long that took.</param>
    /// <param name="ofSuite">How many the suite lives.</param>
    /// <param name="ofSoak">Their share of a soak's time.</param>
    public static bool Allows(int lived, TimeSpan elapsed, int ofSuite, double ofSoak) =>
        IsSoak ? elapsed < TimeSpan.FromMinutes(Minutes * ofSoak) : lived < ofSuite;

    public static int Stride => IsSoak ? 1 : SuiteStride;

    /// <summary>The suite lives the same worlds every time; the soak goes on where nobody has been.</summary>
    public static int FirstSeed { get; } = int.Parse(Environment.GetEnvironmentVariable("SIMULATION_SEED")
        ?? "1", CultureInfo.InvariantCulture);
}
