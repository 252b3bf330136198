namespace IncidentSync.Simulator.Pages;

/// <summary>Everything about one incident; the newest comment, alert and edit first.</summary>
internal sealed record ShownPane(
    ShownRow Row,
    string? Description,
    string? ClosingComment,
    IEnumerable<ShownComment> Comments,
    IEnumerable<ShownAlert> Alerts,
    IEnumerable<ShownEdit> Edits);
