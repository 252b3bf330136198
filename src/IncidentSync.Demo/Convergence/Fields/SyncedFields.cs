using System.Collections.Immutable;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>What is compared, in the order it is shown.</summary>
internal static class SyncedFields
{
    public static readonly ImmutableArray<SyncedField> All =
    [
        new StatusField(),
        new VerdictField(),
        new OwnerField(),
        new SeverityField(),
        new TextField("title", "displayName", int.MaxValue, defender => defender.DisplayName, sentinel => sentinel.Title),
        new TextField(
            "description", "description", SentinelLimits.DescriptionLength,
            defender => defender.Description, sentinel => sentinel.Description),
        new TagsField(),
        new CommentsField(),
    ];

    /// <returns>Null for a part of the incident that is not compared.</returns>
    public static SyncedField? Find(Portal portal, string editedField) => All.FirstOrDefault(field => field.Has(portal, editedField));

    public static SyncedField Named(string name) => All.First(field => field.Name == name);
}
