using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>The form of a field in an incident's properties.</summary>
/// <param name="Read">Reads it from the properties.</param>
/// <param name="Write">Sets it in the properties of a PUT, given the document that was read.</param>
internal sealed record SentinelField(Func<JsonElement, Reading> Read, Action<JsonObject, Reading, Reading?> Write);

/// <summary>Sentinel's table: every field, how it is read and how it is written.</summary>
internal static class SentinelFields
{
    public static readonly ImmutableDictionary<Field, SentinelField> All = new Dictionary<Field, SentinelField>
    {
        [AllFields.Status] = new(
            properties => SentinelWords.Status(properties.Word("status")),
            (properties, value, _) => properties["status"] = SentinelWords.Status(value.As<Status>())),
        [AllFields.Verdict] = new(SentinelVerdict.Read, (properties, value, _) => SentinelVerdict.Set(properties, value.As<Verdict>())),
        [AllFields.Owner] = new(
            properties => SentinelOwner.Read(properties.Member("owner")),
            (properties, value, before) => SentinelOwner.Set(properties, value.As<Owner>(), before)),
        [AllFields.Severity] = new(
            properties => SentinelWords.Severity(properties.Word("severity")),
            (properties, value, _) => properties["severity"] = value.As<Severity>().ToString()),
        [AllFields.Title] = Text("title"),
        [AllFields.Description] = Text("description"),
        [AllFields.Priority] = new(
            properties => SentinelLabels.Priority(properties.Member("labels")),
            (properties, value, _) => SentinelLabels.SetPriority(properties, value.As<Priority>())),
        [AllFields.Tags] = new(
            properties => SentinelLabels.Tags(properties.Member("labels")),
            (properties, value, _) => SentinelLabels.SetTags(properties, value.As<Tags>())),
    }.ToImmutableDictionary();

    /// <summary>Reads every field from the properties.</summary>
    public static Incident Read(JsonElement properties) =>
        All.Aggregate(Incident.Empty, (incident, entry) => incident.With(entry.Key, entry.Value.Read(properties)));

    private static SentinelField Text(string member) =>
        new(properties => properties.Line(member), (properties, value, _) => properties[member] = value.As<string>());
}
