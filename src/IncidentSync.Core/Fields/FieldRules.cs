using System.Collections.Immutable;

namespace IncidentSync.Core.Fields;

/// <summary>The rules of a connection's configuration for its fields.</summary>
/// <param name="Policies">The policy of each field; a field that is not named has its default.</param>
/// <param name="Owners">The owners whose names differ between the portals.</param>
public sealed record FieldRules(ImmutableDictionary<Field, ConflictPolicy> Policies, OwnerMap Owners)
{
    /// <summary>Every field's default policy and no owner map.</summary>
    public static readonly FieldRules Default = new(ImmutableDictionary<Field, ConflictPolicy>.Empty, OwnerMap.Empty);

    /// <summary>
    /// Microsoft's own sync runs between the two: its workspace shows no descriptions, and it would copy our label as a tag.
    /// </summary>
    public bool IsNative { get; init; }

    /// <summary>The policy of a field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The configured policy, else the first of <see cref="Field.Policies"/>; off where Microsoft's sync would spoil it.</returns>
    public ConflictPolicy PolicyOf(Field field) =>
        IsNative && (field == AllFields.Description || field == AllFields.Priority)
            ? ConflictPolicy.Off
            : Policies.GetValueOrDefault(field, field.Policies[0]);
}
