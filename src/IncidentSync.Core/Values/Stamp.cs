using System.Globalization;

namespace IncidentSync.Core.Values;

/// <summary>
/// A moment by a portal's own clock, in 100 ns ticks of UTC: the portals stamp to seven digits, and a database's microseconds would never
/// compare equal. Only the policy <c>newest</c> compares stamps of different portals.
/// </summary>
/// <param name="Ticks">100 ns units since the year 1, UTC.</param>
public readonly record struct Stamp(long Ticks) : IComparable<Stamp>
{
    /// <summary>Later than every other, for plans that depend on no age.</summary>
    public static readonly Stamp EndOfTime = new(long.MaxValue);

    /// <summary>The stamp of a moment.</summary>
    /// <param name="moment">A moment in any offset.</param>
    /// <returns>The same moment, offset aside.</returns>
    public static Stamp Of(DateTimeOffset moment) => new(moment.UtcTicks);

    /// <summary>The moment, in UTC.</summary>
    public DateTimeOffset Moment => new(Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public int CompareTo(Stamp other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Later than.</summary>
    /// <param name="left">A stamp.</param>
    /// <param name="right">One of the same clock.</param>
    /// <returns>True when <paramref name="left"/> is later.</returns>
    public static bool operator >(Stamp left, Stamp right) => left.Ticks > right.Ticks;

    /// <summary>Earlier than.</summary>
    /// <param name="left">A stamp.</param>
    /// <param name="right">One of the same clock.</param>
    /// <returns>True when <paramref name="left"/> is earlier.</returns>
    public static bool operator <(Stamp left, Stamp right) => left.Ticks < right.Ticks;

    /// <summary>Not earlier than.</summary>
    /// <param name="left">A stamp.</param>
    /// <param name="right">One of the same clock.</param>
    /// <returns>True when <paramref name="left"/> is later or the same.</returns>
    public static bool operator >=(Stamp left, Stamp right) => left.Ticks >= right.Ticks;

    /// <summary>Not later than.</summary>
    /// <param name="left">A stamp.</param>
    /// <param name="right">One of the same clock.</param>
    /// <returns>True when <paramref name="left"/> is earlier or the same.</returns>
    public static bool operator <=(Stamp left, Stamp right) => left.Ticks <= right.Ticks;

    /// <summary>The stamp this much earlier, not before the beginning of time.</summary>
    /// <param name="by">How much; not negative.</param>
    /// <returns>The earlier stamp.</returns>
    public Stamp Back(TimeSpan by) => new(Math.Max(0, Ticks - by.Ticks));

    /// <summary>The stamp this much later.</summary>
    /// <param name="by">How much; not negative.</param>
    /// <returns>The later stamp.</returns>
    public Stamp After(TimeSpan by) => new(Ticks + by.Ticks);

    /// <inheritdoc/>
    public override string ToString() => Moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
