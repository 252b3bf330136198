using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>The form of a field in Graph's incident.</summary>
/// <param name="Read">Reads it from the incident.</param>
/// <param name="Write">Sets it in a PATCH, given the incident that was read.</param>
internal sealed record DefenderField(Func<JsonElement, Reading> Read, Action<JsonObject, Reading, Snapshot?> Write);

/// <summary>Defender's table: every field, how it is read and how it is written.</summary>
internal static class DefenderFields
{
    public static readonly ImmutableDictionary<Field, DefenderField> All = new Dictionary<Field, DefenderField>
    {
        [AllFields.Status] = new(
            json => DefenderWords.Status(json.Word("status")),
            (patch, value, _) => patch["status"] = DefenderWords.Status(value.As<Status>())),
        [AllFields.Verdict] = new(
            DefenderVerdict.Read,
            (patch, value, before) => DefenderVerdict.Set(patch, value.As<Verdict>(), before?.Incident[AllFields.Verdict])),
        [AllFields.Owner] = new(
            json => json.Line("assignedTo") is Seen<string> text
                ? new Seen<Owner>(Owner.InDefender(text.Value))
                : new Unknown(json.Word("assignedTo")),
            (patch, value, _) => patch["assignedTo"] = value.As<Owner>().Text is { Length: > 0 } text ? text : null),
        [AllFields.Severity] = new(
            json => DefenderWords.Severity(json.Word("severity")),
            (patch, value, _) => patch["severity"] = DefenderWords.Severity(value.As<Severity>())),
        [AllFields.Title] = Text("displayName"),
        [AllFields.Description] = Text("description"),
        [AllFields.Priority] = new(
            json => DefenderWords.Priority(json.Text("priorityScore")),
            (_, value, _) => throw new ArgumentException($"Defender sets its priority itself and cannot be given {value}.")),
        [AllFields.Tags] = new(
            json => DefenderTags.Read(json.Member("customTags")),
            (patch, value, before) => patch["customTags"] = DefenderTags.Written(value.As<Tags>(), before)),
    }.ToImmutableDictionary();

    /// <summary>Reads every field from the incident.</summary>
    public static Incident Read(JsonElement json) =>
        All.Aggregate(Incident.Empty, (incident, entry) => incident.With(entry.Key, entry.Value.Read(json)));

    private static DefenderField Text(string member) =>
        new(json => json.Line(member), (patch, value, _) => patch[member] = value.As<string>());
}
