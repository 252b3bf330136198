using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Tests.Admin;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>Clients whose tokens Entra makes, in either form.</summary>
[Collection<AdminCollection>]
public class EntraStories(AdminService service)
{
    private const string App = "51e30000-0000-4000-8000-000000000001";

    private static readonly (string, JsonNode?)[] Client = [("azp", App), ("roles", new JsonArray("IncidentSync.Siem"))];

    [Fact]
    public async Task A_token_with_the_role_opens_the_detections_and_nothing_of_the_admin_API()
    {
        var client = await StartAsync();
        var token = service.Tokens.App(Client);
        (await client.GetAsync("/api/alerts", token)).Status.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/api/v1/siem/alerts", token)).Status.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/api/v1/connections", token)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_older_form_which_resource_yields_does_as_well()
    {
        var client = await StartAsync();
        var token = service.Tokens.App(
            ("iss", $"https://sts.windows.net/{Contoso.Tenant.Id}/"), ("aud", $"api://{AdminService.Audience}"), ("azp", null),
            ("appid", App), ("idtyp", null), ("roles", new JsonArray("IncidentSync.Siem")), ("ver", "1.0"));
        (await client.GetAsync("/api/alerts", token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>What is claimed, and what is answered.</summary>
    public static TheoryData<string, string, HttpStatusCode> Claims() => new()
    {
        { "aud", "\"https://graph.windows.net\"", HttpStatusCode.Unauthorized },
        { "aud", "\"https://WDATPAlertExport.Seville.onmicrosoft.com\"", HttpStatusCode.Unauthorized },
        { "iss", "\"https://sts.windows.net/fab21ca0-0000-4000-8000-000000000001/\"", HttpStatusCode.Unauthorized },
        { "tid", "\"fab21ca0-0000-4000-8000-000000000001\"", HttpStatusCode.Unauthorized },
        { "exp", "1000000000", HttpStatusCode.Unauthorized },
        { "roles", "[\"IncidentSync.Read\"]", HttpStatusCode.Forbidden },
        { "roles", "[\"IncidentSync.Operate\"]", HttpStatusCode.Forbidden },
        { "azp", "\"51e30000-0000-4000-8000-000000000002\"", HttpStatusCode.Forbidden },
        { "scp", "\"user_impersonation\"", HttpStatusCode.Forbidden },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task A_token_that_says_something_else_opens_nothing(string claim, string json, HttpStatusCode expected)
    {
        var client = await StartAsync();
        var changes = Client.Where(change => change.Item1 != claim).Append((claim, JsonNode.Parse(json)));
        var token = service.Tokens.App([.. changes.Select(change => (change.Item1, change.Item2?.DeepClone()))]);
        (await client.GetAsync("/api/alerts", token)).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData(TokenNames.AlgNone)]
    [InlineData(TokenNames.PublicKeyAsSecret)]
    [InlineData(TokenNames.UnknownKey)]
    [InlineData(TokenNames.AnothersSignature)]
    [InlineData(TokenNames.ForGraph)]
    [InlineData(TokenNames.OtherTenant)]
    public async Task A_token_that_is_not_Entras_for_this_service_opens_nothing(string token) =>
        (await (await StartAsync()).GetAsync("/api/alerts", service.Tokens[token])).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task While_the_admin_API_is_closed_no_token_of_Entra_is_believed()
    {
        var client = await StartAsync(new AdminOptions());
        (await client.GetAsync("/api/alerts", service.Tokens.App(Client))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<AdminClient> StartAsync(AdminOptions? admin = null)
    {
        var siem = new SiemOptions { Clients = [new() { Name = "splunk", EntraClientId = App, Connections = ["quiet"] }] };
        return (await service.StartAsync(admin ?? service.Admin, siem)).Client;
    }
}
