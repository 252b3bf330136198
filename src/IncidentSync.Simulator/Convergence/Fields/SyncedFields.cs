using System.Collections.Immutable;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Convergence.Fields;

/// <summary>What is compared, in the order it is shown.</summary>
internal static class SyncedFields
{
    public static readonly ImmutableArray<SyncedField> All =
    [
        new StatusField(),
        new VerdictField(),
        new OwnerField(),
        new SeverityField(),
        new TextField("title", "displayName", int.MaxValue, incident => incident.DisplayName, incident => incident.Title),
        new TextField("description", "description", Sentinel.SentinelLimits.DescriptionLength, incident => incident.Description, incident => incident.Description),
        new TagsField(),
        new CommentsField(),
    ];

    /// <returns>Null for a part of the incident that is not compared.</returns>
    public static SyncedField? Find(Portal portal, string editedField) => All.FirstOrDefault(field => field.Has(portal, editedField));

    public static SyncedField Named(string name) => All.First(field => field.Name == name);
}
