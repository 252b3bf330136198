using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>Reads Graph's incident as a snapshot.</summary>
internal static class DefenderReading
{
    private static readonly string[] NoPersons = ["API-App:", "Microsoft 365 Defender"];

    /// <summary>The snapshot, or null with what was wrong: without an id and a stamp there is nothing to hold on to.</summary>
    public static (Snapshot? Snapshot, UnreadableIncident? Unreadable) Read(JsonElement json)
    {
        if (!json.IsSound())
        {
            return (null, new(json.RepeatsMember() ? null : PortalIds.Incident(json.Text("id")), SoundJson.Problem));
        }

        var (name, redirect) = (json.Text("id"), json.Text("redirectIncidentId"));
        if (PortalIds.Incident(name) is not { } id)
        {
            return (null, name.Length == 0
                ? new(null, "an incident without an id")
                : new(null, "an incident whose id is no number") { IsMisnamed = true });
        }

        var redirectedTo = PortalIds.Incident(redirect);
        if (redirect.Length > 0 && redirectedTo is null)
        {
            return (null, new(id, "redirectIncidentId is no number"));
        }

        if (json.Stamp("lastUpdateDateTime") is not { } stamp)
        {
            return (null, new(id, "lastUpdateDateTime is missing or absurd"));
        }

        return (new Snapshot(
            Portal.Defender,
            id,
            Fields(json),
            stamp,
            Version: "",
            json.Stamp("createdDateTime") ?? stamp,
            json.Text("incidentWebUrl"),
            redirectedTo,
            Counterpart: null,
            json.Member("comments").Items().Count(),
            json.GetRawText())
        {
            IsByPerson = NamesPerson(json.Text("lastModifiedBy")),
            Comments = DefenderComments.Read(json.Member("comments")),
        }, null);
    }

    // Seen: "API-App:{app}", "Microsoft 365 Defender-AlertCorrelation", "User-{upn}". Any other word may be a person's name.
    private static bool NamesPerson(string modifiedBy) =>
        modifiedBy.Length > 0 && !NoPersons.Any(prefix => modifiedBy.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static Incident Fields(JsonElement json) => Incident.Empty
        .With(AllFields.Status, DefenderWords.Status(json.Word("status")))
        .With(AllFields.Verdict, Verdict(json))
        .With(AllFields.Owner, json.Line("assignedTo") is Seen<string> text
            ? new Seen<Owner>(Owner.InDefender(text.Value))
            : new Unknown(json.Word("assignedTo")))
        .With(AllFields.Severity, DefenderWords.Severity(json.Word("severity")))
        .With(AllFields.Title, json.Line("displayName"))
        .With(AllFields.Description, json.Line("description"))
        .With(AllFields.Priority, DefenderWords.Priority(json.Text("priorityScore")))
        .With(AllFields.Tags, Tags(json.Member("customTags")));

    private static Reading Verdict(JsonElement json) => json.HasTextOrNothing("classification", "determination", "resolvingComment")
        ? DefenderWords.Verdict(json.Text("classification"), json.Text("determination"), json.Text("resolvingComment"))
        : new Unknown($"{json.Word("classification")} {json.Word("determination")} {json.Word("resolvingComment")}");

    // A PATCH replaces the whole list: of one that cannot be read whole nothing is written.
    private static Reading Tags(JsonElement tags) => tags.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => new Seen<Tags>(Core.Values.Tags.None),
        JsonValueKind.Array when tags.EnumerateArray().All(tag => tag.ValueKind == JsonValueKind.String) =>
            new Seen<Tags>(Core.Values.Tags.Of(tags.EnumerateArray().Select(tag => tag.Text()).Where(tag => !TagsField.IsOwned(tag)))),
        _ => new Unknown(tags.GetRawText()),
    };
}
