using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Pipeline;

/// <summary>Changes an answer as something between portal and client would.</summary>
internal static class AnswerRewriting
{
    private static readonly string[] NextLinks = ["@odata.nextLink", "nextLink"];

    public static Answer PointNextLinkAt(Uri target, Answer answer)
    {
        foreach (var name in NextLinks)
        {
            if (answer.Json is JsonObject page && page[name] is { } link)
            {
                page[name] = $"{target.GetLeftPart(UriPartial.Authority)}{PathAndQuery((string)link!)}";
            }
        }

        return answer;
    }

    /// <summary>Sets a property on the incident, or on every incident of a list; Sentinel's lie under <c>properties</c>.</summary>
    public static Answer SetOnIncidents(string field, string value, Answer answer)
    {
        foreach (var incident in Incidents(answer.Json))
        {
            var holder = incident["properties"] as JsonObject ?? incident;
            if (holder.ContainsKey(field))
            {
                holder[field] = value;
            }
        }

        return answer;
    }

    private static IEnumerable<JsonObject> Incidents(JsonNode? json) => json switch
    {
        JsonObject page when page["value"] is JsonArray list => list.OfType<JsonObject>(),
        JsonObject incident => [incident],
        _ => [],
    };

    // By hand, because ARM's links are not escaped and a Uri would escape them.
    private static string PathAndQuery(string link) => link[link.IndexOf('/', link.IndexOf("://", StringComparison.Ordinal) + 3)..];
}
