using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>Sends rows to the default workspace's rule, signed in as the default app unless told otherwise.</summary>
internal sealed class LogsClient(HttpClient http, Uri endpoint, string token)
{
    public const string Scope = "https://monitor.azure.com//.default";

    public static string RuleId { get; } = CollectionRule.DefaultId(Contoso.Workspace);

    public string Token => token;

    public static async Task<LogsClient> SignInAsync(SimulatorFixture simulator, string scope = Scope)
    {
        var signedIn = await PortalClient.SignInAsync(simulator.Http, simulator.Host, simulator.Host.IngestionEndpoint, scope);
        return new LogsClient(simulator.Http, simulator.Host.IngestionEndpoint, signedIn.Token);
    }

    public static string Path(string? rule = null, string stream = CollectionRule.AlertStream, string query = "api-version=2023-01-01") =>
        $"dataCollectionRules/{rule ?? RuleId}/streams/{stream}?{query}";

    public Task<PortalAnswer> Send(JsonNode rows, string? path = null) => Send(Encoding.UTF8.GetBytes(rows.ToJsonString()), path);

    /// <param name="plain">The body.</param>
    /// <param name="path">The default rule's alert stream when not given.</param>
    /// <param name="coding">Content-Encoding; <c>gzip</c> packs it.</param>
    /// <param name="requestId">x-ms-client-request-id.</param>
    public async Task<PortalAnswer> Send(byte[] plain, string? path = null, string? coding = null, string? requestId = null)
    {
        // As it stands: a Uri would turn %2D into a hyphen.
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{endpoint}{path ?? Path()}", in raw))
        {
            Content = new ByteArrayContent(coding == "gzip" ? Packed(plain) : plain),
        };
        request.Headers.Authorization = token.Length > 0 ? new AuthenticationHeaderValue("Bearer", token) : null;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (coding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(coding);
        }

        if (requestId is not null)
        {
            request.Headers.Add("x-ms-client-request-id", requestId);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await PortalAnswer.ReadAsync(response);
    }

    private static byte[] Packed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
