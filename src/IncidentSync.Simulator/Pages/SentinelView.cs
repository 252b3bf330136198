using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Pages;

/// <summary>A Sentinel incident as its page shows it. The resource does not say who wrote last; the edit log does.</summary>
internal sealed class SentinelView(EditHistory history)
{
    private const int EditsShown = 40;
    private const string RedirectedLabel = "Redirected";
    private const string DefenderLabel = "defender:";

    public ShownRow Row(SentinelPortal portal, SentinelIncident incident)
    {
        var last = Edits(portal, incident, 1) is [var edit] ? edit.Actor : null;
        return new ShownRow(
            incident.Name,
            $"{incident.Number}",
            incident.Title,
            incident.Severity,
            incident.Status,
            incident.Owner.ToString() is { Length: > 0 } owner ? owner : null,
            incident.Classification,
            incident.ClassificationReason,
            incident.Labels.Select(label => label.Name),
            [],
            incident.CreatedTimeUtc,
            incident.LastModifiedTimeUtc,
            last?.Name ?? "",
            last is null ? "" : ShownEdit.HandOf(last),
            incident.Relations.Count(relation => relation.IsAlert),
            incident.Comments.Count,
            incident.Labels.Any(label => string.Equals(label.Name, RedirectedLabel, StringComparison.OrdinalIgnoreCase)) ? "" : null,
            DefenderId(incident));
    }

    public ShownPane Pane(SentinelPortal portal, SentinelIncident incident) => new(
        Row(portal, incident),
        incident.Description,
        incident.ClassificationComment,
        incident.Comments.OrderByDescending(comment => comment.CreatedTimeUtc)
            .Select(comment => new ShownComment(comment.Author.Name ?? "", comment.CreatedTimeUtc, comment.Message)),
        incident.Relations.Reverse().Where(relation => relation.IsAlert)
            .Select(relation => portal.FindAlert(relation.RelatedName)).OfType<SentinelAlert>()
            .Select(alert => new ShownAlert(alert.AlertDisplayName, alert.Severity, alert.Status, alert.ProductName)),
        Edits(portal, incident, EditsShown).Select(ShownEdit.Of));

    // Native sync says it as the provider's id; the synchronization service leaves a label.
    private static string? DefenderId(SentinelIncident incident)
    {
        if (incident.ProviderName is "Microsoft XDR" or "Microsoft 365 Defender")
        {
            return incident.ProviderIncidentId;
        }

        return incident.Labels.Find(label => label.Name.StartsWith(DefenderLabel, StringComparison.Ordinal))?.Name[DefenderLabel.Length..];
    }

    private IReadOnlyList<Edit> Edits(SentinelPortal portal, SentinelIncident incident, int most) =>
        history.Of(Portal.Sentinel, portal.Workspace.Name, incident.Name, most);
}
