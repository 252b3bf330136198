using System.Globalization;

namespace IncidentSync.Core.Incidents;

/// <summary>
/// A moment as a portal's own clock told it, in 100 ns ticks of UTC: the portals stamp to seven digits, a database's microseconds
/// would never compare equal. Stamps of different portals are compared by the policy <c>newest</c> alone.
/// </summary>
public readonly record struct Stamp(long Ticks) : IComparable<Stamp>
{
    /// <summary>The stamp of a moment.</summary>
    public static Stamp Of(DateTimeOffset moment) => new(moment.UtcTicks);

    /// <summary>The moment, in UTC.</summary>
    public DateTimeOffset Moment => new(Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public int CompareTo(Stamp other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Later than.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.Ticks > right.Ticks;

    /// <summary>Earlier than.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.Ticks < right.Ticks;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Stamp left, Stamp right) => left.Ticks >= right.Ticks;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Stamp left, Stamp right) => left.Ticks <= right.Ticks;

    /// <summary>The stamp this much earlier, not before the beginning of time.</summary>
    public Stamp Back(TimeSpan by) => new(Math.Max(0, Ticks - by.Ticks));

    /// <summary>The stamp this much later.</summary>
    public Stamp After(TimeSpan by) => new(Ticks + by.Ticks);

    /// <inheritdoc/>
    public override string ToString() => Moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
