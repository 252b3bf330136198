using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Desks;

/// <summary>An incident open in a Sentinel workspace.</summary>
internal sealed class SentinelDesk(SentinelPortal portal, string name) : IDesk
{
    public Portal Portal => Portal.Sentinel;

    public string IncidentId => name;

    public CaseStatus? Status => portal.Find(name) is { } incident ? Enum.Parse<CaseStatus>(incident.Status) : null;

    public string Title => Incident.Title;

    public string Severity => Incident.Severity.ToLowerInvariant();

    public string? Owner => Incident.Owner.ToString() is { Length: > 0 } owner ? owner : null;

    // The label that names the Defender incident belongs to whoever made the twin; no person takes it away.
    public IReadOnlyList<string> Tags =>
    [
        .. Incident.Labels.Where(label => label.Type == "User" && !label.Name.StartsWith(Twins.LabelPrefix, StringComparison.Ordinal))
            .Select(label => label.Name),
    ];

    private SentinelIncident Incident =>
        portal.Find(name) ?? throw new InvalidOperationException($"Sentinel incident {name} does not exist.");

    public void Take(Actor by) => portal.Edit(name, by, incident => Opened(incident with { Owner = Named(by.Name) }, CaseStatus.Active));

    public void Assign(Actor by, string? owner) => portal.Edit(name, by, incident => incident with { Owner = Named(owner) });

    public void SetStatus(Actor by, CaseStatus status) => portal.Edit(name, by, incident => Opened(incident, status));

    public void Close(Actor by, Closing closing) => portal.Edit(name, by, incident => incident with
    {
        Status = SentinelVocabulary.Closed,
        Classification = closing.Verdict,
        ClassificationReason = closing.Reason,
        ClassificationComment = closing.Comment,
    });

    public void SetSeverity(Actor by, string severity) =>
        portal.Edit(name, by, incident => incident with { Severity = Words.Severity(severity) });

    public void Retitle(Actor by, string title) => portal.Edit(name, by, incident => incident with { Title = title });

    public void Describe(Actor by, string description) => portal.Edit(name, by, incident => incident with { Description = description });

    public void Tag(Actor by, string tag) => portal.Edit(name, by, incident => incident.Labels.Exists(label => label.Name == tag)
        ? incident
        : incident with { Labels = incident.Labels.Add(new SentinelLabel(tag)) });

    public void Untag(Actor by, string tag) =>
        portal.Edit(name, by, incident => incident with { Labels = incident.Labels.RemoveAll(label => label.Name == tag) });

    public void Comment(Actor by, string text, Guid comment)
    {
        if (Incident.Comments.Count < SentinelLimits.Comments)
        {
            portal.Comment(name, by, text, comment.ToString());
        }
    }

    // Reopening drops the verdict, as it does in the Azure portal.
    private static SentinelIncident Opened(SentinelIncident incident, CaseStatus status) => incident with
    {
        Status = status.ToString(),
        Classification = null,
        ClassificationReason = null,
        ClassificationComment = null,
    };

    private static SentinelOwner Named(string? userPrincipalName) =>
        userPrincipalName is null ? SentinelOwner.Nobody : new SentinelOwner { UserPrincipalName = userPrincipalName };
}
