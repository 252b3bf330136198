namespace IncidentSync.Benchmarks.Alerts;

/// <summary>Of some measured times.</summary>
internal static class Percentile
{
    /// <summary>The smallest time that so many percent of all do not exceed.</summary>
    public static TimeSpan Of(IEnumerable<TimeSpan> times, int percent)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }
}
