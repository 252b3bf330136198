namespace IncidentSync.Core.Values;

/// <summary>The pair of one Defender incident and one Sentinel incident within one connection.</summary>
/// <param name="Value">A UUID of version 5, made by <see cref="LinkIdentity"/>.</param>
public readonly record struct LinkId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
