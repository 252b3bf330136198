using System.Net;
using System.Text.Json.Nodes;

namespace IncidentSync.Testing.Portals;

/// <summary>An answer, read.</summary>
internal sealed record PortalAnswer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Properties => Json["properties"]!;

    public JsonArray Values => Json["value"]!.AsArray();

    public string ErrorCode => Json["error"]!["code"]!.GetValue<string>();

    public string ErrorMessage => Json["error"]!["message"]!.GetValue<string>();

    public string? Find(string property) => Json[property]?.GetValue<string>();

    public static async Task<PortalAnswer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new PortalAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    public override string ToString() => $"{(int)Status} {Text}";
}
