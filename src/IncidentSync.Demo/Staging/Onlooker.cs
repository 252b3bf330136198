using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Entra;

namespace IncidentSync.Demo.Staging;

/// <summary>Reads the service's admin API as an app with the role to read. The portals cannot show what the service knows; this
/// does.</summary>
internal static class Onlooker
{
    public const string Audience = "ad317000-0000-4000-8000-0000000000d0";
    private const int MostPages = 20;

    /// <summary>Its registration; it calls neither portal.</summary>
    public static AppRegistration App { get; } = new(new Guid("5a7e0f3c-0000-4000-8000-0000000000a2"), "Demo onlooker")
    {
        GraphRoles = [],
        ApiRoles = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(Audience, ["IncidentSync.Read"]),
    };

    /// <summary>Defender ids of the links whose twin was deleted.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with a list.</exception>
    public static async Task<ImmutableHashSet<string>> DeletedAsync(DemoStage stage, CancellationToken cancel) =>
    [
        .. (await ListAsync(stage, "api/v1/links?state=deleted&top=200", cancel)).Select(link => $"{link["defenderId"]}"),
    ];

    /// <summary>Sentinel names of the incidents that wait because another one is linked to their Defender incident.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with a list.</exception>
    public static async Task<ImmutableHashSet<string>> DuplicatesAsync(DemoStage stage, CancellationToken cancel) =>
    [
        .. (await ListAsync(stage, "api/v1/conflicts?top=200", cancel))
            .Where(held => string.Equals($"{held["reason"]}", "duplicate", StringComparison.OrdinalIgnoreCase))
            .Select(held => $"{held["sentinelName"]}"),
    ];

    private static async Task<List<JsonNode>> ListAsync(DemoStage stage, string path, CancellationToken cancel)
    {
        var (items, next) = (new List<JsonNode>(), (Uri?)new Uri(stage.Service.Address, path));
        for (var page = 0; next is not null && page < MostPages; page++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer",
                stage.World.Tokens.Issue(stage.World.Tenants[0], App, Audience, stage.Portals.Authority));
            var body = JsonNode.Parse(await ReadAsync(stage.Line.Http, request, cancel))!;
            items.AddRange(body["items"]!.AsArray().OfType<JsonNode>());
            next = body["next"]?.GetValue<string>() is { Length: > 0 } link ? new Uri(stage.Service.Address, link) : null;
        }

        return items;
    }

    private static async Task<string> ReadAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancel)
    {
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? text
            : throw new HttpRequestException(
                $"It answered {(int)answer.StatusCode} to {request.RequestUri}: {text}", null, answer.StatusCode);
    }
}
