using System.Collections.Frozen;
using System.Text.Json;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>An edit as a person makes it in the Azure portal: some fields, the rest stays. Reopening drops the verdict, as it does there.
/// The provider's members are here for seeding.</summary>
internal static class PersonPatch
{
    private static readonly FrozenDictionary<string, PropertyPatch.Reader<SentinelIncident>> Readers =
        new Dictionary<string, PropertyPatch.Reader<SentinelIncident>>
        {
            ["title"] = PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { Title = text ?? "" }),
            ["description"] = PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { Description = text }),
            ["severity"] =
                PropertyPatch.Member<SentinelIncident>(SentinelVocabulary.Severities,
                    (incident, member) => incident with { Severity = member }),
            ["status"] =
                PropertyPatch.Member<SentinelIncident>(SentinelVocabulary.Statuses,
                    (incident, member) => incident with { Status = member }),
            ["classification"] = PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { Classification = text }),
            ["classificationReason"] =
                PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { ClassificationReason = text }),
            ["classificationComment"] =
                PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { ClassificationComment = text }),
            ["owner"] = PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { Owner = Named(text) }),
            ["labels"] =
                PropertyPatch.Texts<SentinelIncident>((incident, names) => incident with { Labels = [.. names.Select(incident.Label)] }),
            ["providerName"] =
                PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { ProviderName = text ?? incident.ProviderName }),
            ["providerIncidentId"] =
                PropertyPatch.Text<SentinelIncident>((incident, text) =>
                    incident with { ProviderIncidentId = text ?? incident.ProviderIncidentId }),
            ["providerIncidentUrl"] =
                PropertyPatch.Text<SentinelIncident>((incident, text) => incident with { ProviderIncidentUrl = text }),
        }.ToFrozenDictionary();

    public static (Func<SentinelIncident, SentinelIncident>? Change, string? Problem) Read(JsonElement body, SentinelIncident current)
    {
        var (change, problem) = PropertyPatch.Read(body, Readers);
        if (change is null)
        {
            return (null, problem);
        }

        return IncidentRules.Against(Settle(change(current))) is { } refusal
            ? (null, refusal)
            : (incident => Settle(change(incident)), null);
    }

    private static SentinelIncident Settle(SentinelIncident incident) => incident.Status == SentinelVocabulary.Closed
        ? incident
        : incident with { Classification = null, ClassificationReason = null, ClassificationComment = null };

    private static SentinelOwner Named(string? userPrincipalName) =>
        string.IsNullOrEmpty(userPrincipalName) ? SentinelOwner.Nobody : new SentinelOwner { UserPrincipalName = userPrincipalName };
}
