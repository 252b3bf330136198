using System.Globalization;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>How long the simulation runs: about three minutes on two cores as part of the suite, as long as it is told when it soaks.</summary>
internal static class Budget
{
    /// <summary>The suite tells every so many of the enumerated crashes, the soak all of them.</summary>
    private const int SuiteStride = 6;

    private static readonly double Minutes = double.Parse(Environment.GetEnvironmentVariable("SIMULATION_MINUTES") ?? "0", CultureInfo.InvariantCulture);

    public static bool IsSoak => Minutes > 0;

    /// <summary>The suite lives so many worlds of a profile, on any machine; a soak lives worlds for so many minutes.</summary>
    public static bool Allows(int worlds, int ofSuite, TimeSpan elapsed) => IsSoak ? elapsed < TimeSpan.FromMinutes(Minutes / 2) : worlds < ofSuite;

    public static int Stride => IsSoak ? 1 : SuiteStride;

    /// <summary>The suite lives the same worlds every time; the soak goes on where nobody has been.</summary>
    public static int FirstSeed { get; } = int.Parse(Environment.GetEnvironmentVariable("SIMULATION_SEED") ?? "1", CultureInfo.InvariantCulture);
}
