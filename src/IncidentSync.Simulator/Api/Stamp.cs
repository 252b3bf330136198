using System.Globalization;

namespace IncidentSync.Simulator.Api;

/// <summary>How the portals write a moment: up to seven digits of a second, trailing zeros trimmed, and Z.</summary>
internal static class Stamp
{
    public static string Format(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>With all seven digits, also where they are zeros.</summary>
    public static string FormatWhole(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static string? Format(DateTimeOffset? at) => at is { } value ? Format(value) : null;

    /// <summary>Defender's stamps lie on a grid of 1/300 s, so two quick edits can share one.</summary>
    public static DateTimeOffset OnDefenderGrid(DateTimeOffset at)
    {
        var second = at.Ticks - at.Ticks % TimeSpan.TicksPerSecond;
        var step = (at.Ticks - second) * 300 / TimeSpan.TicksPerSecond;
        var ticks = (long)Math.Round(step * TimeSpan.TicksPerSecond / 300m, MidpointRounding.AwayFromZero);
        return new DateTimeOffset(second + ticks, TimeSpan.Zero);
    }
}
