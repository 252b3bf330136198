namespace IncidentSync.Core.Values;

/// <summary>A wait that doubles with every failure in a row.</summary>
/// <param name="First">The wait after the first of them.</param>
/// <param name="Longest">No wait is longer.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    // Doubled this often, a millisecond is more than a year.
    private const int MostDoublings = 35;

    /// <summary>The wait after a failure that this many others preceded.</summary>
    /// <param name="earlier">How many did.</param>
    /// <returns>The wait.</returns>
    public TimeSpan After(int earlier) =>
        TimeSpan.FromTicks((long)Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(earlier, MostDoublings))));
}
