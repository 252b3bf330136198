using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>Reads an incident of Microsoft.SecurityInsights as a snapshot.</summary>
/// <remarks>
/// The Defender incident that it names: in a workspace onboarded to the Defender portal any incident may have a Defender id, our twins too,
/// and anybody can set any label; only the name of a twin is ours alone.
/// <code>
/// | its name                       | providerName     | label         | it names              |
/// |--------------------------------|------------------|---------------|-----------------------|
/// | of the twin of a labelled id   | any              | defender:{id} | that id; it is ours   |
/// | any other                      | Microsoft's      | any           | providerIncidentId    |
/// | any other                      | any other        | defender:{id} | the first labelled id |
/// | any other                      | any other        | none          | nothing               |
/// </code>
/// </remarks>
internal static class SentinelReading
{
    private static readonly string[] NativeProviders = ["Microsoft XDR", "Microsoft 365 Defender"];

    /// <summary>The snapshot, or null with the problem: a snapshot needs a name, an etag and a stamp.</summary>
    public static (Snapshot? Snapshot, UnreadableIncident? Unreadable) Read(JsonElement json, LinkIdentity identity)
    {
        if (!json.IsSound())
        {
            return (null, new(Named(json), SoundJson.Problem));
        }

        var said = json.Text("name");
        if (PortalIds.Resource(said) is not { } name)
        {
            return (null, said.Length == 0
                ? new(null, "an incident without a name")
                : new(null, "an incident whose name is not a resource name") { IsMisnamed = true });
        }

        var properties = json.Member("properties");
        if (properties.Stamp("lastModifiedTimeUtc") is not { } stamp)
        {
            return (null, new(new IncidentId(name), "lastModifiedTimeUtc is missing or absurd"));
        }

        var (counterpart, isNative) = Counterpart(properties, new IncidentId(name), identity);
        return (new Snapshot(
            Portal.Sentinel,
            new IncidentId(name),
            SentinelFields.Read(properties),
            stamp,
            json.Text("etag"),
            properties.Stamp("createdTimeUtc") ?? stamp,
            properties.Text("incidentUrl"),
            RedirectedTo: null,
            counterpart,
            int.TryParse(properties.Member("additionalData").Text("commentsCount"), out var comments) ? comments : 0,
            json.GetRawText())
        {
            IsNative = isNative,
        }, null);
    }

    // A name that occurs twice is ambiguous.
    private static IncidentId? Named(JsonElement json) =>
        !json.RepeatsMember() && PortalIds.Resource(json.Text("name")) is { } name ? new IncidentId(name) : null;

    private static bool IsNative(JsonElement properties) =>
        NativeProviders.Contains(properties.Text("providerName"), StringComparer.OrdinalIgnoreCase);

    private static (IncidentId? Id, bool IsNative) Counterpart(JsonElement properties, IncidentId name, LinkIdentity identity)
    {
        var labelled = properties.Member("labels").Items().Select(label => EngineLabel.TwinNamedBy(label.Text("labelName")))
            .Where(id => id is not null).ToList();
        if (labelled.Find(id => identity.TwinOf(id!.Value) == name) is { } ours)
        {
            return (ours, false);
        }

        return IsNative(properties)
            ? (PortalIds.Incident(properties.Text("providerIncidentId")), true)
            : (labelled.FirstOrDefault(), false);
    }
}
