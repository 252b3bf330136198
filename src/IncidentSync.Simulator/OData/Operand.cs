using System.Collections.Immutable;

namespace IncidentSync.Simulator.OData;

/// <summary>One side of a comparison.</summary>
internal sealed record Operand<T>(Func<T, object?> Value, ODataType? Type)
{
    public ImmutableArray<string> Members { get; init; }

    /// <summary>Set for literals.</summary>
    public object? Constant { get; init; }
}
