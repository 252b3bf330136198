using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>Reads Graph's incident as a snapshot.</summary>
internal static class DefenderReading
{
    private static readonly string[] NoPersons = ["API-App:", "Microsoft 365 Defender"];

    /// <summary>The snapshot, or null with the problem: a snapshot needs an id and a stamp.</summary>
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
                : new(null, "an incident whose id is not a number") { IsMisnamed = true });
        }

        var redirectedTo = PortalIds.Incident(redirect);
        if (redirect.Length > 0 && redirectedTo is null)
        {
            return (null, new(id, "redirectIncidentId is not a number"));
        }

        if (json.Stamp("lastUpdateDateTime") is not { } stamp)
        {
            return (null, new(id, "lastUpdateDateTime is missing or absurd"));
        }

        return (new Snapshot(
            Portal.Defender,
            id,
            DefenderFields.Read(json),
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
}
