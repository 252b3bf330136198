namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>How much is tried: seconds by default, minutes with <c>INCIDENTSYNC_PROOF=large</c>.</summary>
internal static class Size
{
    public static bool IsLarge { get; } = string.Equals(Environment.GetEnvironmentVariable("INCIDENTSYNC_PROOF"), "large", StringComparison.OrdinalIgnoreCase);

    /// <summary>One number for each size.</summary>
    public static int Of(int small, int large) => IsLarge ? large : small;

    /// <summary>The values of the small size, and those that the large one adds.</summary>
    public static T[] Of<T>(T[] small, T[] more) => IsLarge ? [.. small, .. more] : small;
}
