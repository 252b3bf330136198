using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>One value to be written to one portal, already projected to what that portal can hold.</summary>
public sealed record FieldWrite(Portal Portal, Field Field, Reading Value)
{
    /// <summary>The same field of the same portal is given the same value.</summary>
    public bool IsSameAs(FieldWrite other) => Portal == other.Portal && Field == other.Field && Field.Same(Value, other.Value);
}
