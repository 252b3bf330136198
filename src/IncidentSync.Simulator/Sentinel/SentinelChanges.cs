using System.Collections.Immutable;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>What differs between two versions, in the words of the edit log.</summary>
internal static class SentinelChanges
{
    private static readonly ImmutableArray<(string Field, Func<SentinelIncident, string?> Value)> Fields =
    [
        ("title", incident => incident.Title),
        ("severity", incident => incident.Severity),
        ("status", incident => incident.Status),
        ("description", incident => incident.Description),
        ("classification", incident => incident.Classification),
        ("classificationReason", incident => incident.ClassificationReason),
        ("classificationComment", incident => incident.ClassificationComment),
        ("owner", incident => incident.Owner.ToString()),
        ("labels", incident => string.Join(", ", incident.Labels.Select(label => label.Name))),
        ("firstActivityTimeUtc", incident => incident.FirstActivityTimeUtc?.ToString("O")),
        ("lastActivityTimeUtc", incident => incident.LastActivityTimeUtc?.ToString("O")),
        ("providerIncidentId", incident => incident.ProviderIncidentId),
        ("relations", incident => string.Join(", ", incident.Relations.Select(relation => relation.RelatedName))),
    ];

    public static IEnumerable<FieldChange> Between(SentinelIncident before, SentinelIncident after) => Fields
        .Select(field => new FieldChange(field.Field, field.Value(before), field.Value(after)))
        .Where(change => change.Old != change.New)
        .Concat(Comments(before, after));

    private static IEnumerable<FieldChange> Comments(SentinelIncident before, SentinelIncident after)
    {
        var names = before.Comments.Concat(after.Comments).Select(comment => comment.Name).Distinct(StringComparer.OrdinalIgnoreCase);
        return names
            .Select(name => new FieldChange("comment", before.Comment(name)?.Message, after.Comment(name)?.Message))
            .Where(change => change.Old != change.New);
    }
}
