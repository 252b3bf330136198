using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Core.Incidents;

/// <summary>What a portal can hold of a value.</summary>
public abstract record Projection<T>
{
    private Projection()
    {
    }

    /// <summary>The portal can hold this much of it.</summary>
    public sealed record Fits(T Value) : Projection<T>;

    /// <summary>The portal has no word for it.</summary>
    public sealed record Impossible(HoldReason Reason) : Projection<T>;
}
