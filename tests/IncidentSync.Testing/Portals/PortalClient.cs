using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Testing.Portals;

/// <summary>A plain HTTP client of one API, signed in as the default app unless told otherwise.</summary>
internal sealed class PortalClient(HttpClient http, Uri endpoint, string token)
{
    public const string ApiVersion = "api-version=2025-09-01";

    public string Token => token;

    /// <summary>The incidents of the default workspace.</summary>
    public static string ArmIncidents { get; } = Provider(Contoso.Workspace) + "/incidents";

    public static string Provider(Workspace workspace) =>
        $"{workspace.ResourceId}/providers/Microsoft.SecurityInsights";

    public static async Task<PortalClient> SignInAsync(HttpClient http, SimulatorHost host, Uri endpoint, string scope)
    {
        var answer = await http.PostAsync(TokenEndpoint(host), SecretForm(scope));
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        return new PortalClient(http, endpoint, token);
    }

    public static Uri TokenEndpoint(SimulatorHost host, string? tenant = null) =>
        new(host.Authority, $"{tenant ?? Contoso.Tenant.Id.ToString()}/oauth2/v2.0/token");

    public static FormUrlEncodedContent SecretForm(string scope, string? secret = null, string? clientId = null) =>
        new(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = clientId ?? Contoso.App.ClientId.ToString(),
        ["client_secret"] = secret ?? Contoso.Secret,
        ["scope"] = scope,
    });

    public Task<PortalAnswer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<PortalAnswer> Patch(string path, JsonNode body) => Send(HttpMethod.Patch, path, body);

    public Task<PortalAnswer> Post(string path, JsonNode? body = null) => Send(HttpMethod.Post, path, body);

    public Task<PortalAnswer> Put(string path, JsonNode body) => Send(HttpMethod.Put, path, body);

    public Task<PortalAnswer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public async Task<PortalAnswer> Send(HttpMethod method, string path, JsonNode? body, params (string Name, string Value)[] headers)
    {
        var url = path.StartsWith("https://", StringComparison.Ordinal) ? path : $"{endpoint.AbsoluteUri.TrimEnd('/')}{path}";
        using var request = new HttpRequestMessage(method, url);
        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        using var response = await http.SendAsync(request);
        return await PortalAnswer.ReadAsync(response);
    }
}
