using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>What the service answered to a SIEM client.</summary>
internal sealed record SiemAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The detections, by the ids of their alerts.</summary>
    public IReadOnlyList<string> Alerts => [.. Json.AsArray().Select(row => (string)row!["AlertId"]!)];

    public IReadOnlyList<string> FullIds => [.. Json.AsArray().Select(row => (string)row!["FullId"]!)];

    public string Until => Headers["X-IncidentSync-Until"];

    public TimeSpan RetryAfter => TimeSpan.FromSeconds(int.Parse(Headers["Retry-After"], CultureInfo.InvariantCulture));

    public static async Task<SiemAnswer> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new SiemAnswer(response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }
}
