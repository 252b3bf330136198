using System.Collections.Frozen;
using System.Text.Json;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>The updatable properties of an incident (Microsoft Graph, "Update incident"): what is given replaces, null clears, the rest
/// stays.</summary>
internal static class IncidentPatch
{
    /// <summary>A longer closing comment is cut without a word, as a public client measured on a live tenant.</summary>
    public const int LongestResolvingComment = 30_000;

    private static readonly FrozenDictionary<string, PropertyPatch.Reader<DefenderIncident>> Readers =
        new Dictionary<string, PropertyPatch.Reader<DefenderIncident>>
        {
            ["assignedTo"] =
                PropertyPatch.Text<DefenderIncident>((incident, text) =>
                    incident with { AssignedTo = text is { Length: > 0 } ? text : null }),
            ["classification"] = PropertyPatch.Member<DefenderIncident>(DefenderVocabulary.Classifications,
                (incident, member) => incident with { Classification = member }),
            ["customTags"] = PropertyPatch.Texts<DefenderIncident>((incident, tags) => incident with { CustomTags = tags }),
            ["description"] = PropertyPatch.Text<DefenderIncident>((incident, text) => incident with { Description = text }),
            ["determination"] = PropertyPatch.Member<DefenderIncident>(DefenderVocabulary.Determinations,
                (incident, member) => incident with { Determination = member }),
            ["displayName"] = PropertyPatch.Text<DefenderIncident>((incident, text) => incident with { DisplayName = text ?? "" }),
            ["severity"] = PropertyPatch.Member<DefenderIncident>(DefenderVocabulary.WritableSeverities,
                (incident, member) => incident with { Severity = member }),
            ["resolvingComment"] = PropertyPatch.Text<DefenderIncident>((incident, text) => incident with { ResolvingComment = Cut(text) }),
            ["status"] = PropertyPatch.Member<DefenderIncident>(DefenderVocabulary.WritableStatuses,
                (incident, member) => incident with { Status = member }),
            ["summary"] = PropertyPatch.Text<DefenderIncident>((incident, text) => incident with { Summary = text }),
        }.ToFrozenDictionary();

    public static (Func<DefenderIncident, DefenderIncident>? Change, string? Problem) Read(JsonElement body) =>
        PropertyPatch.Read(body, Readers);

    private static string? Cut(string? text) => text?.Length > LongestResolvingComment ? text[..LongestResolvingComment] : text;
}
