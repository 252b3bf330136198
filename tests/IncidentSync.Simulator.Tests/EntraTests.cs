using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class EntraTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private const string GraphScope = "https://graph.microsoft.com/.default";

    [Theory]
    [InlineData("https://graph.microsoft.com/.default", "https://graph.microsoft.com")]
    [InlineData("https://graph.microsoft.us/.default", "https://graph.microsoft.us")]
    [InlineData("https://management.azure.com//.default", "https://management.azure.com/")]
    [InlineData("https://management.usgovcloudapi.net//.default", "https://management.usgovcloudapi.net/")]
    public async Task The_audience_is_the_scope_without_its_suffix(string scope, string audience)
    {
        var claims = await Claims(PortalClient.SecretForm(scope));
        claims["aud"]!.GetValue<string>().ShouldBe(audience);
        claims["tid"]!.GetValue<string>().ShouldBe(Contoso.Tenant.Id.ToString());
        claims["appid"]!.GetValue<string>().ShouldBe(Contoso.App.ClientId.ToString());
    }

    [Fact]
    public async Task A_wrong_secret_is_AADSTS7000215()
    {
        var refused = await Post(PortalClient.SecretForm(GraphScope, secret: "wrong"));
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Find("error").ShouldBe("invalid_client");
        refused.Find("error_description")!.ShouldStartWith("AADSTS7000215: Invalid client secret provided.");
        refused.Json["error_codes"]!.ToJsonString().ShouldBe("[7000215]");
    }

    [Fact]
    public async Task An_unknown_tenant_is_AADSTS90002()
    {
        var refused = await Post(PortalClient.SecretForm(GraphScope), tenant: "fabrikam.com");
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Find("error_description")!.ShouldStartWith("AADSTS90002: Tenant 'fabrikam.com' not found.");
    }

    [Fact]
    public async Task An_unknown_app_is_AADSTS700016()
    {
        var refused = await Post(PortalClient.SecretForm(GraphScope, clientId: Guid.NewGuid().ToString()));
        refused.Find("error").ShouldBe("unauthorized_client");
        refused.Find("error_description")!.ShouldStartWith("AADSTS700016:");
    }

    [Fact]
    public async Task A_scope_without_default_is_AADSTS1002012()
    {
        var refused = await Post(PortalClient.SecretForm("https://graph.microsoft.com/User.Read"));
        refused.Find("error").ShouldBe("invalid_scope");
        refused.Find("error_description")!.ShouldStartWith("AADSTS1002012:");
    }

    [Fact]
    public async Task A_missing_credential_is_AADSTS7000218()
    {
        var refused = await Post(PortalClient.SecretForm(GraphScope, secret: ""));
        refused.Find("error_description")!.ShouldStartWith("AADSTS7000218:");
    }

    // Clients of the older endpoint are still shipped: Microsoft's page "Get access with application context" shows the answer.
    [Theory]
    [InlineData("https://graph.microsoft.com")]
    [InlineData("https://management.azure.com/")]
    public async Task The_endpoint_without_a_version_gives_a_token_for_the_resource_it_is_told(string resource)
    {
        var given = await PostV1(new() { ["resource"] = resource });
        Part(given.Find("access_token")!, 1)["aud"]!.GetValue<string>().ShouldBe(resource);
        given.Json.AsObject().Select(member => member.Key).ShouldBe(
            ["token_type", "expires_in", "ext_expires_in", "expires_on", "not_before", "resource", "access_token"]);
        (given.Find("expires_in"), given.Find("resource")).ShouldBe(("3600", resource));
    }

    [Fact]
    public async Task The_endpoint_without_a_version_asks_for_a_resource_and_checks_the_secret()
    {
        (await PostV1(new() { ["scope"] = GraphScope })).Find("error_description")!.ShouldStartWith("AADSTS900144:");
        var refused = await PostV1(new() { ["resource"] = "https://graph.microsoft.com", ["client_secret"] = "wrong" });
        refused.Find("error_description")!.ShouldStartWith("AADSTS7000215:");
    }

    [Fact]
    public async Task Discovery_leads_to_the_keys_that_sign_the_tokens()
    {
        var discovery =
            await Read(new Uri(simulator.Host.Authority,
                $"{Contoso.Tenant.Id}/v2.0/.well-known/openid-configuration"));
        var keys = await Read(new Uri(discovery["jwks_uri"]!.GetValue<string>()));
        keys["keys"]![0]!["kid"]!.GetValue<string>().ShouldBe(Part(simulator.Graph.Token, 0)["kid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Instance_discovery_names_the_simulator_itself()
    {
        var instance = await Read(new Uri(simulator.Host.Authority, "common/discovery/instance?api-version=1.1"));
        instance["metadata"]![0]!["preferred_network"]!.GetValue<string>().ShouldBe(simulator.Host.Authority.Authority);
    }

    private async Task<JsonObject> Claims(HttpContent form) => Part((await Post(form)).Find("access_token")!, 1);

    private async Task<JsonObject> Read(Uri url) =>
        (await simulator.Http.GetFromJsonAsync<JsonObject>(url, TestContext.Current.CancellationToken))!;

    private static JsonObject Part(string token, int part) =>
        JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part]))!.AsObject();

    private async Task<PortalAnswer> PostV1(Dictionary<string, string> more)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Contoso.App.ClientId.ToString(),
            ["client_secret"] = Contoso.Secret,
        };
        foreach (var (name, value) in more)
        {
            form[name] = value;
        }

        var endpoint = new Uri(simulator.Host.Authority, $"{Contoso.Tenant.Id}/oauth2/token");
        using var response = await simulator.Http.PostAsync(endpoint, new FormUrlEncodedContent(form));
        return await PortalAnswer.ReadAsync(response);
    }

    private async Task<PortalAnswer> Post(HttpContent form, string? tenant = null)
    {
        using var response = await simulator.Http.PostAsync(PortalClient.TokenEndpoint(simulator.Host, tenant), form);
        return await PortalAnswer.ReadAsync(response);
    }
}
