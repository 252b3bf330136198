namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>
/// How much is tried: seconds by default, minutes with <c>INCIDENTSYNC_PROOF=large</c>, and with <c>glance</c> little enough to be tried
/// against a thousand mutations of the core.
/// </summary>
internal static class Size
{
    public static bool IsLarge { get; } = Is("large");

    public static bool IsGlance { get; } = Is("glance");

    /// <summary>Every so manieth case is tried; prime, so that no list of values is always met at the same place.</summary>
    public static int Stride { get; } = IsGlance ? 101 : 1;

    /// <summary>One number for each size; a glance is a fiftieth of the small one.</summary>
    public static int Of(int small, int large) => IsLarge ? large : IsGlance ? Math.Max(1, small / 50) : small;

    /// <summary>The values of the small size, and those that the large one adds.</summary>
    public static T[] Of<T>(T[] small, T[] more) => IsLarge ? [.. small, .. more] : small;

    private static bool Is(string size) =>
        string.Equals(Environment.GetEnvironmentVariable("INCIDENTSYNC_PROOF"), size, StringComparison.OrdinalIgnoreCase);
}
