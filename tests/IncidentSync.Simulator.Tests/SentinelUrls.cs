using System.Text.Json.Nodes;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>Addresses and bodies of the default workspace's incidents.</summary>
internal static class SentinelUrls
{
    public static string NewIncident() => Incident(Guid.NewGuid().ToString());

    public static string Incident(string name) => $"{PortalClient.ArmIncidents}/{name}?{PortalClient.ApiVersion}";

    public static string List(string query) => $"{PortalClient.ArmIncidents}?{PortalClient.ApiVersion}&{query}";

    public static string Under(string url, string path) => url.Replace("?", $"/{path}?", StringComparison.Ordinal);

    public static JsonObject Body(string title = "Suspicious sign-in", string status = "New", string? etag = null, string? extra = null)
    {
        var properties = extra is null ? [] : JsonNode.Parse(extra)!.AsObject();
        properties["title"] = title;
        properties["severity"] ??= "Low";
        properties["status"] = status;
        var body = new JsonObject { ["properties"] = properties };
        if (etag is not null)
        {
            body["etag"] = etag;
        }

        return body;
    }

    public static JsonObject Comment(string message) => new() { ["properties"] = new JsonObject { ["message"] = message } };
}
