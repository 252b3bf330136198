using System.Net.Http.Headers;
using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Tests.Admin;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>
/// The real service with two customers' connections, both paused by the configuration, so that what is in the log of alerts is what the
/// test put there, through the same writer as the feed's.
/// </summary>
internal sealed class SiemScene : IAsyncDisposable
{
    public const string Contoso = "c0de0000-0000-4000-8000-000000000001";
    public const string Fabrikam = "fab21ca0-0000-4000-8000-000000000001";

    private readonly List<TestHost> _hosts = [];
    private readonly List<HttpClient> _clients = [];

    private SiemScene(TestDatabase database, IncidentSyncOptions options) => (Database, Options) = (database, options);

    public TestDatabase Database { get; }

    public IncidentSyncOptions Options { get; }

    public TestHost Host => _hosts[0];

    private ClientChanges Changes => Host.App.Services.GetRequiredService<ClientChanges>();

    public static async Task<SiemScene> StartAsync(PostgresFixture postgres, Action<IncidentSyncOptions>? change = null)
    {
        var options = new IncidentSyncOptions { Connections = [Connection("contoso", Contoso), Connection("fabrikam", Fabrikam)] };
        options.Siem.Api.PublicUrl = "https://siem.contoso.com";
        options.Siem.Api.PerMinute = options.Siem.Api.PerHour = 1_000_000;
        change?.Invoke(options);
        var scene = new SiemScene(await TestDatabase.CreateAsync(postgres), options);
        await scene.StartReplicaAsync();
        return scene;
    }

    public async Task<TestHost> StartReplicaAsync()
    {
        _hosts.Add(await TestHost.StartAsync(Options, Database.DataSource));
        _clients.Add(new HttpClient { BaseAddress = new Uri(_hosts[^1].App.Urls.Single()) });
        return _hosts[^1];
    }

    /// <summary>A client of ours.</summary>
    public async Task<ShownSecret> EnableAsync(
        string name = "splunk", string connections = "contoso", string sources = "", ClientType type = ClientType.Generic)
    {
        var named = Host.App.Services.GetRequiredService<SiemTerms>().Named(connections.Split(','));
        var wanted = new NewClient(name, type, named, sources.Split(',', StringSplitOptions.RemoveEmptyEntries));
        return (await Changes.MakeAsync(wanted, Entry, _ => Task.CompletedTask, Stop))!;
    }

    /// <summary>A client of ours and an access token of it.</summary>
    public async Task<string> TokenAsync(string name = "splunk", string connections = "contoso", string sources = "")
    {
        var made = await EnableAsync(name, connections, sources);
        return (await TokensAsync(made)).Access;
    }

    public async Task<ShownTokens> TokensAsync(ShownSecret client) =>
        (await Changes.MakeTokensAsync(client.Client, Entry, _ => Task.CompletedTask, Stop))!;

    public async Task<ShownSecret> RenewAsync(ShownSecret client) =>
        (await Changes.RenewSecretAsync(client.Client, Entry, _ => Task.CompletedTask, Stop))!;

    public async Task DisableAsync(string name) => await Changes.DisableAsync(
        (await Host.App.Services.GetRequiredService<ClientRows>().FindAsync(name, Stop))!.Client, Entry, Stop);

    public async Task<SiemAnswer> GetAsync(string path, string? token = null, int replica = 0, string? forwarded = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_clients[replica].BaseAddress + path.TrimStart('/')));
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            request.RequestUri = new Uri(_clients[replica].BaseAddress!.AbsoluteUri.TrimEnd('/') + path);
        }

        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }

        using var response = await _clients[replica].SendAsync(request, Stop);
        return await SiemAnswer.OfAsync(response);
    }

    public async Task<SiemAnswer> PostAsync(
        string path, IReadOnlyDictionary<string, string> form, string? basic = null, string? forwarded = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = basic is null ? null : new AuthenticationHeaderValue("Basic", basic);
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }

        using var response = await _clients[0].SendAsync(request, Stop);
        return await SiemAnswer.OfAsync(response);
    }

    /// <summary>Asks for a token with a client's secret.</summary>
    public Task<SiemAnswer> SignInAsync(ShownSecret client, string tenant = Contoso, string? forwarded = null, params (string, string)[] more)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = $"{client.Client.Id}", ["client_secret"] = client.Text,
        };
        foreach (var (name, value) in more)
        {
            form[name] = value;
        }

        return PostAsync($"/{tenant}/oauth2/token", form, forwarded: forwarded);
    }

    /// <summary>Alerts arrive, as the feed would store them: new ones, or another version of some.</summary>
    public async Task ArriveAsync(string connection, params IEnumerable<Alert> alerts)
    {
        var source = SourceOf(connection);
        await Database.ExecuteAsync($"insert into alert_source (name) values ('{source}') on conflict do nothing");
        var id = int.Parse((await Database.ReadAsync($"select id from alert_source where name = '{source}'"))[0]);
        await ActivatorUtilities.CreateInstance<AlertLog>(Host.App.Services).StoreAsync(new AlertCommit(id, source, [.. alerts]), Stop);
    }

    /// <summary>An alert as on the wire.</summary>
    /// <param name="id">Which.</param>
    /// <param name="evidence">Evidence, as on the wire.</param>
    /// <param name="members">Members that it has beside.</param>
    /// <param name="version">A later version has a later stamp.</param>
    /// <param name="source">Its service source.</param>
    public static Alert Alert(
        string id, string evidence = "", string members = "", int version = 0, string source = "microsoftDefenderForEndpoint")
    {
        using var json = JsonDocument.Parse(
            $$"""
            { "id": "{{id}}", "incidentId": "1", "title": "Title of {{id}}", "severity": "high", "serviceSource": "{{source}}",
              "createdDateTime": "2026-11-28T10:00:00Z", "lastUpdateDateTime": "{{Stamp.Of(new DateTimeOffset(2026, 11, 28, 10, 0, version, default))}}",
              {{members}} "evidence": [{{evidence}}] }
            """);
        return AlertReading.Read(json.RootElement).Alert!;
    }

    /// <summary>A device of a group, with tags.</summary>
    public static string Device(string group, params string[] tags) =>
        $$"""
        { "@odata.type": "#microsoft.graph.security.deviceEvidence", "mdeDeviceId": "device-of-{{group}}", "rbacGroupName": "{{group}}",
          "tags": {{JsonSerializer.Serialize(tags)}}, "detailedRoles": ["PrimaryDevice"] }
        """;

    /// <summary>The stamps of detections are ours; a test may have them otherwise.</summary>
    public Task AgeAsync(string sql) => Database.ExecuteAsync(sql);

    public string SourceOf(string connection) =>
        AlertSetup.SourceOf(Options.Connections.Single(known => known.Name == connection).Defender);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static AuditEntry Entry => new(new Caller("test", "test", null, null), "test", null, true, "a test", "");

    private static ConnectionOptions Connection(string name, string tenant)
    {
        var options = new ConnectionOptions { Name = name, Mode = "Paused" };
        options.Defender.TenantId = options.Sentinel.TenantId = tenant;
        options.Defender.ClientId = options.Sentinel.ClientId = "5a7e0f3c-0000-4000-8000-0000000000a1";
        options.Defender.Credential = options.Sentinel.Credential = new() { ClientSecret = "unused" };
        options.Sentinel.SubscriptionId = "5ab50000-0000-4000-8000-000000000001";
        (options.Sentinel.ResourceGroup, options.Sentinel.Workspace) = ("soc", name);
        return options;
    }
}
