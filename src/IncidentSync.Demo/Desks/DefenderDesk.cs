using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Desks;

/// <summary>An incident open in the Defender portal.</summary>
internal sealed class DefenderDesk(DefenderPortal portal, string id) : IDesk
{
    public Portal Portal => Portal.Defender;

    public string IncidentId => id;

    public CaseStatus? Status => portal.Find(id)?.Status switch
    {
        "active" => CaseStatus.New,
        "inProgress" or "awaitingAction" => CaseStatus.Active,
        "resolved" => CaseStatus.Closed,
        _ => null,
    };

    public string Title => Incident.DisplayName;

    public string Severity => Incident.Severity;

    public string? Owner => Incident.AssignedTo;

    public IReadOnlyList<string> Tags => Incident.CustomTags;

    private DefenderIncident Incident => portal.Find(id) ?? throw new InvalidOperationException($"Defender incident {id} does not exist.");

    public void Take(Actor by) => portal.Edit(id, by, incident => incident with { AssignedTo = by.Name, Status = "inProgress" });

    public void Assign(Actor by, string? owner) => portal.Edit(id, by, incident => incident with { AssignedTo = owner });

    public void SetStatus(Actor by, CaseStatus status) =>
        portal.Edit(id, by, incident => incident with { Status = status == CaseStatus.New ? "active" : "inProgress" });

    public void Close(Actor by, Closing closing) => portal.Edit(id, by, incident => incident with
    {
        Status = "resolved",
        Classification = closing.Classification,
        Determination = closing.Determination,
        ResolvingComment = closing.Comment ?? incident.ResolvingComment,
    });

    public void SetSeverity(Actor by, string severity) => portal.Edit(id, by, incident => incident with { Severity = severity });

    public void Retitle(Actor by, string title) => portal.Edit(id, by, incident => incident with { DisplayName = title });

    public void Describe(Actor by, string description) => portal.Edit(id, by, incident => incident with { Description = description });

    public void Tag(Actor by, string tag) => portal.Edit(id, by, incident =>
        incident.CustomTags.Contains(tag) ? incident : incident with { CustomTags = incident.CustomTags.Add(tag) });

    public void Untag(Actor by, string tag) =>
        portal.Edit(id, by, incident => incident with { CustomTags = incident.CustomTags.Remove(tag) });

    public void Comment(Actor by, string text, Guid name) => portal.Comment(id, by, text);
}
