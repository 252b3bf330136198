using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>One value to be written to one portal, already projected to what that portal can hold.</summary>
/// <param name="Portal">The portal that is written.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">A seen value in that portal's words; never unseen, never unknown.</param>
public sealed record FieldWrite(Portal Portal, Field Field, Reading Value)
{
    /// <summary>What the portal held when the write was planned; null where that was not kept.</summary>
    public Reading? Over { get; init; }

    /// <summary>For a new twin: the reading of the other portal behind the value. Null for every other write.</summary>
    public Reading? Of { get; init; }

    /// <summary>Whether the other write has the same portal, field and value.</summary>
    /// <param name="other">Another write.</param>
    /// <returns>True when the portal would hold the same after either.</returns>
    public bool IsSameAs(FieldWrite other) => Portal == other.Portal && Field == other.Field && Field.Same(Value, other.Value);
}
