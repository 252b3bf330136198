using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Pages;

/// <summary>A Defender incident as its page shows it.</summary>
internal sealed class DefenderView(EditHistory history)
{
    private const int EditsShown = 40;

    public ShownRow Row(DefenderIncident incident) => new(
        incident.Id,
        incident.Id,
        incident.DisplayName,
        incident.Severity,
        incident.Status,
        incident.AssignedTo,
        incident.Classification,
        incident.Determination,
        incident.CustomTags,
        incident.SystemTags,
        incident.CreatedDateTime,
        incident.LastUpdateDateTime,
        incident.LastModifiedBy,
        Edits(incident, 1) is [var last] ? ShownEdit.HandOf(last.Actor) : "",
        incident.AlertIds.Count,
        incident.Comments.Count,
        incident.IsRedirected ? incident.RedirectIncidentId ?? "" : null);

    public ShownPane Pane(DefenderPortal portal, DefenderIncident incident) => new(
        Row(incident),
        incident.Description,
        incident.ResolvingComment,
        incident.Comments.Reverse()
            .Select(comment => new ShownComment(comment.CreatedByDisplayName, comment.CreatedDateTime, comment.Text)),
        incident.AlertIds.Reverse().Select(id => portal.FindAlert(id)).OfType<DefenderAlert>()
            .Select(alert => new ShownAlert(alert.Title, alert.Severity, alert.Status, alert.ProductName)),
        Edits(incident, EditsShown).Select(ShownEdit.Of));

    private IReadOnlyList<Edit> Edits(DefenderIncident incident, int most) =>
        history.Of(Portal.Defender, incident.TenantId.ToString(), incident.Id, most);
}
