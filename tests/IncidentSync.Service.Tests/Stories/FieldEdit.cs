using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>A person's edit of one field on each portal, and how the other portal shows it.</summary>
internal sealed record FieldEdit(
    Func<DefenderIncident, DefenderIncident> InDefender, Func<SentinelIncident, bool> SentinelShows,
    Func<SentinelIncident, SentinelIncident> InSentinel, Func<DefenderIncident, bool> DefenderShows)
{
    /// <summary>How the incident starts.</summary>
    public Func<DefenderIncident, DefenderIncident> Start { get; init; } = incident => incident;

    /// <summary>By the field's name.</summary>
    public static readonly IReadOnlyDictionary<string, FieldEdit> Of = new Dictionary<string, FieldEdit>
    {
        ["status"] = new(
            incident => incident with { Status = "inProgress" }, incident => incident.Status == "Active",
            incident => incident with { Status = "New" }, incident => incident.Status == "active"),
        ["verdict"] = new(
            incident => incident with { Classification = "falsePositive", Determination = "notMalicious" },
            incident => (incident.Classification, incident.ClassificationReason) == ("FalsePositive", "InaccurateData"),
            incident => incident with
            {
                Classification = "BenignPositive", ClassificationReason = "SuspiciousButExpected", ClassificationComment = "a drill",
            },
            incident => (incident.Classification, incident.ResolvingComment) == ("informationalExpectedActivity", "a drill"))
        {
            Start = incident => incident with { Status = "resolved", Classification = "truePositive", Determination = "malware" },
        },
        ["owner"] = new(
            incident => incident with { AssignedTo = "carol@contoso.com" },
            incident => incident.Owner.UserPrincipalName == "carol@contoso.com",
            incident => incident with { Owner = new SentinelOwner { UserPrincipalName = "bob@contoso.com" } },
            incident => incident.AssignedTo == "bob@contoso.com"),
        ["severity"] = new(
            incident => incident with { Severity = "high" }, incident => incident.Severity == "High",
            incident => incident with { Severity = "Informational" }, incident => incident.Severity == "informational"),
        ["title"] = new(
            incident => incident with { DisplayName = "Phish by Alice" }, incident => incident.Title == "Phish by Alice",
            incident => incident with { Title = "Phish by Bob" }, incident => incident.DisplayName == "Phish by Bob"),
        ["description"] = new(
            incident => incident with { Description = "said Alice" }, incident => incident.Description == "said Alice",
            incident => incident with { Description = "said Bob" }, incident => incident.Description == "said Bob"),
        ["tags"] = new(
            incident => incident with { CustomTags = ["vip"] }, incident => incident.Labels.Any(label => label.Name == "vip"),
            incident => incident with { Labels = incident.Labels.RemoveAll(label => label.Name == "vip").Add(new SentinelLabel("phish")) },
            incident => incident.CustomTags.SequenceEqual(["phish"])),
    };
}
