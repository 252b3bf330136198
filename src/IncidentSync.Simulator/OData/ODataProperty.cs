using System.Collections.Immutable;

namespace IncidentSync.Simulator.OData;

/// <summary>A property a query may name: its value is text, a moment, or a whole number; <paramref name="Members"/> are those of an
/// enumeration.</summary>
internal sealed record ODataProperty<T>(Func<T, object?> Value, ODataType Type, ImmutableArray<string> Members = default)
{
    /// <summary>For a collection: the values that <c>any(x: x/…)</c> looks at, and what they are called there.</summary>
    public (Func<T, IEnumerable<string>> Values, string Name)? Elements { get; init; }
}
