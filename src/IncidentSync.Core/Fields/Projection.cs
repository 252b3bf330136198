namespace IncidentSync.Core.Fields;

/// <summary>What a portal can hold of a value.</summary>
/// <typeparam name="T">The register's value.</typeparam>
public abstract record Projection<T>
{
    private Projection()
    {
    }

    /// <summary>The portal can hold this much of it.</summary>
    /// <param name="Value">In that portal's words, cut to its limits.</param>
    public sealed record Fits(T Value) : Projection<T>;

    /// <summary>The portal cannot hold the value.</summary>
    /// <param name="Reason">Why the field is held.</param>
    public sealed record Impossible(HoldReason Reason) : Projection<T>;
}
