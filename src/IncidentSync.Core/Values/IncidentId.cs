namespace IncidentSync.Core.Values;

/// <summary>
/// The name of an incident inside one portal: Defender's numeric id ("419") or the name of Sentinel's ARM resource (a GUID for twins,
/// any text for incidents made by others). Compared ignoring case, as ARM does.
/// </summary>
/// <param name="Value">The name as the portal spells it.</param>
public readonly record struct IncidentId(string Value)
{
    /// <summary>Equal when the texts are, ignoring case.</summary>
    /// <param name="other">Another name.</param>
    /// <returns>True when both name one incident.</returns>
    public bool Equals(IncidentId other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
