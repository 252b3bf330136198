using System.Collections.Immutable;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Defender;

/// <summary>What differs between two versions, in the words of the edit log.</summary>
internal static class DefenderChanges
{
    private static readonly ImmutableArray<(string Field, Func<DefenderIncident, string?> Value)> IncidentFields =
    [
        ("status", incident => incident.Status),
        ("severity", incident => incident.Severity),
        ("classification", incident => incident.Classification),
        ("determination", incident => incident.Determination),
        ("displayName", incident => incident.DisplayName),
        ("description", incident => incident.Description),
        ("summary", incident => incident.Summary),
        ("resolvingComment", incident => incident.ResolvingComment),
        ("assignedTo", incident => incident.AssignedTo),
        ("customTags", incident => string.Join(", ", incident.CustomTags)),
        ("systemTags", incident => string.Join(", ", incident.SystemTags)),
        ("redirectIncidentId", incident => incident.RedirectIncidentId),
        ("priorityScore", incident => incident.PriorityScore?.ToString()),
        ("alerts", incident => string.Join(", ", incident.AlertIds)),
    ];

    private static readonly ImmutableArray<(string Field, Func<DefenderAlert, string?> Value)> AlertFields =
    [
        ("incidentId", alert => alert.IncidentId),
        ("status", alert => alert.Status),
        ("severity", alert => alert.Severity),
        ("classification", alert => alert.Classification),
        ("determination", alert => alert.Determination),
        ("assignedTo", alert => alert.AssignedTo),
    ];

    public static IEnumerable<FieldChange> Between(DefenderIncident before, DefenderIncident after) =>
        Differing(IncidentFields, before, after).Concat(NewComments(before.Comments, after.Comments));

    public static IEnumerable<FieldChange> Between(DefenderAlert before, DefenderAlert after) =>
        Differing(AlertFields, before, after).Concat(NewComments(before.Comments, after.Comments))
            .Select(change => change with { Field = $"alert:{after.Id}.{change.Field}" });

    private static IEnumerable<FieldChange> NewComments(ImmutableList<DefenderComment> before, ImmutableList<DefenderComment> after) =>
        after.Skip(before.Count).Select(comment => new FieldChange("comment", null, comment.Text));

    private static IEnumerable<FieldChange> Differing<T>(
        ImmutableArray<(string Field, Func<T, string?> Value)> fields, T before, T after) =>
        fields.Select(field => new FieldChange(field.Field, field.Value(before), field.Value(after)))
            .Where(change => change.Old != change.New);
}
