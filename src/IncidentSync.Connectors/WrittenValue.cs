using IncidentSync.Core.Values;

namespace IncidentSync.Connectors;

/// <summary>The value of a write, for a portal's table of fields. A value of another type is a bug of the engine.</summary>
internal static class WrittenValue
{
    public static T As<T>(this Reading value)
        where T : notnull => value is Seen<T> seen
            ? seen.Value
            : throw new ArgumentException($"No {value.GetType().Name} is written where a {typeof(T).Name} stands.", nameof(value));
}
