using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>A plain HTTP client of the service.</summary>
internal sealed class AdminClient(Uri service) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = service };

    public Task<AdminAnswer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token, null);

    public Task<AdminAnswer> PostAsync(string path, string? token, string body) =>
        SendAsync(HttpMethod.Post, path, token, new StringContent(body, Encoding.UTF8, "application/json"));

    /// <param name="token">Whose.</param>
    /// <param name="body">Which links.</param>
    /// <param name="key">The Idempotency-Key; null for none.</param>
    public Task<AdminAnswer> ReplayAsync(string? token, string body, string? key = null)
    {
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        return SendAsync(HttpMethod.Post, "/api/v1/replays", token, content, key);
    }

    /// <summary>Asks an endpoint about something. Few replays run at once: all who ask for one with this ask for the same.</summary>
    public Task<AdminAnswer> AskAsync(MappedEndpoint endpoint, Subject subject, string? token)
    {
        var content = subject.BodyOf(endpoint) is { } body ? new StringContent(body, Encoding.UTF8, "application/json") : null;
        return SendAsync(new HttpMethod(endpoint.Method), subject.PathOf(endpoint), token, content, content is null ? null : "the-same");
    }

    public Task<AdminAnswer> DeleteAsync(string path, string? token) => SendAsync(HttpMethod.Delete, path, token, null);

    public Task<AdminAnswer> PauseAsync(string token, string connection = "contoso", string reason = "a test") =>
        PostAsync($"/api/v1/connections/{connection}/pause", token, Reason(reason));

    public Task<AdminAnswer> ResumeAsync(string token, string connection = "contoso", string reason = "a test") =>
        PostAsync($"/api/v1/connections/{connection}/resume", token, Reason(reason));

    public Task<AdminAnswer> ReleaseAsync(string token, string connection = "contoso", string reason = "a test") =>
        PostAsync($"/api/v1/connections/{connection}/release", token, Reason(reason));

    public Task<AdminAnswer> ResolveAsync(string token, string conflict, string winner, string? version = null) =>
        PostAsync($"/api/v1/conflicts/{conflict}/resolve", token, Decision(winner, "a test", version));

    public static string Decision(string winner, string reason, string? version = null) =>
        new JsonObject { ["winner"] = winner, ["reason"] = reason, ["version"] = version }.ToJsonString();

    public static string Reason(string reason) => new JsonObject { ["reason"] = reason }.ToJsonString();

    /// <summary>Asks for a replay of these links.</summary>
    public static string Replay(string connection, params Guid[] ids) =>
        new JsonObject
        {
            ["connection"] = connection, ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]), ["reason"] = "a test",
        }.ToJsonString();

    public void Dispose() => _http.Dispose();

    private async Task<AdminAnswer> SendAsync(HttpMethod method, string path, string? token, HttpContent? body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var (type, challenge) = (response.Content.Headers.ContentType?.MediaType, response.Headers.WwwAuthenticate.ToString());
        return new AdminAnswer(response.StatusCode, type, text, challenge)
        {
            Location = response.Headers.Location?.ToString(), RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }
}

/// <summary>What the service answered.</summary>
internal sealed record AdminAnswer(HttpStatusCode Status, string? MediaType, string Text, string Challenge)
{
    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>All of it but the id that leads to the log.</summary>
    public string WithoutTraceId => $"{(int)Status} {MediaType} {Regex.Replace(Text, "\"traceId\":\"[0-9A-Za-z:]+\"", "")}";

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Detail => Json["detail"]!.GetValue<string>();

    public IEnumerable<JsonNode> Items => Json["items"]!.AsArray().Select(item => item!);

    /// <summary>The connection of that name in a list of connections.</summary>
    public JsonNode Connection(string name) => Json.AsArray().Single(connection => connection!["name"]!.GetValue<string>() == name)!;
}
