using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>Who may call what.</summary>
public class AdmissionTests(TwoTenantsFixture simulator) : IClassFixture<TwoTenantsFixture>
{
    private const string GraphScope = "https://graph.microsoft.com/.default";
    private const string ArmScope = "https://management.azure.com//.default";
    private static readonly string ArmList = $"{PortalClient.ArmIncidents}?{PortalClient.ApiVersion}";

    [Fact]
    public async Task Without_a_token_both_apis_answer_401_with_a_challenge()
    {
        var graph = await Client(simulator.Host.GraphEndpoint, "").Get("/security/incidents");
        var arm = await Client(simulator.Host.ArmEndpoint, "").Get(ArmList);
        (graph.Status, graph.ErrorCode).ShouldBe((HttpStatusCode.Unauthorized, "InvalidAuthenticationToken"));
        (arm.Status, arm.ErrorCode).ShouldBe((HttpStatusCode.Unauthorized, "AuthenticationFailed"));
        graph.Headers["WWW-Authenticate"].ShouldStartWith("Bearer ");
        arm.Headers["WWW-Authenticate"].ShouldStartWith("Bearer ");
    }

    [Fact]
    public async Task An_expired_token_is_refused_by_both()
    {
        var old = new TokenIssuer(simulator.World.SigningKey, TimeProvider.System, TimeSpan.FromSeconds(-1));
        string Token(string resource) => old.Issue(Contoso.Tenant, Contoso.App, resource, simulator.Host.Authority);
        (await Client(simulator.Host.GraphEndpoint, Token("https://graph.microsoft.com"))
            .Get("/security/incidents")).ErrorMessage.ShouldContain("the token is expired");
        (await Client(simulator.Host.ArmEndpoint, Token("https://management.azure.com/"))
            .Get(ArmList)).ErrorCode.ShouldBe("ExpiredAuthenticationToken");
    }

    [Fact]
    public async Task A_token_for_the_other_api_is_refused_by_both()
    {
        (await Client(simulator.Host.GraphEndpoint, simulator.Arm.Token)
            .Get("/security/incidents")).ErrorMessage.ShouldContain("Invalid audience");
        (await Client(simulator.Host.ArmEndpoint, simulator.Graph.Token)
            .Get(ArmList)).ErrorCode.ShouldBe("InvalidAuthenticationTokenAudience");
    }

    [Fact]
    public async Task A_token_signed_by_somebody_else_is_refused_by_both()
    {
        using var stranger = new SigningKey();
        var forged = new TokenIssuer(stranger, TimeProvider.System, TimeSpan.FromHours(1));
        var graph = forged.Issue(Contoso.Tenant, Contoso.App, "https://graph.microsoft.com", simulator.Host.Authority);
        (await Client(simulator.Host.GraphEndpoint, graph).Get("/security/incidents")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var arm = forged.Issue(Contoso.Tenant, Contoso.App, "https://management.azure.com/", simulator.Host.Authority);
        (await Client(simulator.Host.ArmEndpoint, arm).Get(ArmList)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_principal_of_another_tenant_does_not_reach_the_workspace()
    {
        var reader = await simulator.SignInReader(simulator.Host.ArmEndpoint, ArmScope);
        var refused = await reader.Get(ArmList);
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.Unauthorized, "InvalidAuthenticationTokenTenant"));
    }

    [Fact]
    public async Task Each_tenants_token_sees_its_own_incidents()
    {
        simulator.World.Defender("fabrikam").Create(incident => incident with { DisplayName = "Fabrikam's" });
        var reader = await simulator.SignInReader(simulator.Host.GraphEndpoint, GraphScope);
        (await reader.Get("/security/incidents")).Values.Select(incident => incident!["displayName"]!.GetValue<string>())
            .ShouldContain("Fabrikam's");
        (await simulator.Graph.Get("/security/incidents")).Text.ShouldNotContain("Fabrikam's");
    }

    [Fact]
    public async Task Reading_permission_does_not_write()
    {
        var made = simulator.World.Defender("fabrikam").Create();
        var graph = await simulator.SignInReader(simulator.Host.GraphEndpoint, GraphScope);
        (await graph.Patch($"/security/incidents/{made.Id}",
            new JsonObject { ["status"] = "resolved" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        var arm = await simulator.SignInReader(simulator.Host.ArmEndpoint, ArmScope);
        var url = $"{PortalClient.Provider(TwoTenantsFixture.Workspace)}/incidents/x?{PortalClient.ApiVersion}";
        (await arm.Put(url, new JsonObject())).ErrorCode.ShouldBe("AuthorizationFailed");
    }

    [Theory]
    [InlineData("/contoso-soc/", "/nowhere/", "ResourceGroupNotFound")]
    [InlineData("/contoso-sentinel/", "/nowhere/", "ResourceNotFound")]
    [InlineData("/5ab50000-", "/5ab50001-", "SubscriptionNotFound")]
    public async Task What_is_not_there_is_named(string part, string wrong, string code)
    {
        var refused = await simulator.Arm.Get(ArmList.Replace(part, wrong, StringComparison.Ordinal));
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.NotFound, code));
    }

    [Theory]
    [InlineData("", "MissingApiVersionParameter")]
    [InlineData("?api-version=1999-01-01", "NoRegisteredProviderFound")]
    [InlineData("?api-version=2025-09-01-beta", "NoRegisteredProviderFound")]
    [InlineData("?api-version=latest", "NoRegisteredProviderFound")]
    public async Task A_missing_or_unknown_api_version_is_400(string query, string code)
    {
        var refused = await simulator.Arm.Get(PortalClient.ArmIncidents + query);
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.BadRequest, code));
    }

    // msticpy sends the first two, @azure/arm-securityinsight the third.
    [Theory]
    [InlineData("2020-01-01")]
    [InlineData("2020-04-01")]
    [InlineData("2022-09-01-preview")]
    [InlineData("2025-10-01-preview")]
    public async Task Every_api_version_that_public_clients_use_is_answered(string version) =>
        (await simulator.Arm.Get($"{PortalClient.ArmIncidents}?api-version={version}")).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Paths_of_one_listener_do_not_answer_on_another()
    {
        (await Client(new Uri(simulator.Host.ArmEndpoint, "v1.0"), simulator.Arm.Token)
            .Get($"/security/incidents?{PortalClient.ApiVersion}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Client(simulator.Host.ArmEndpoint, simulator.Graph.Token).Get("/control")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Client(simulator.Host.Authority, simulator.Graph.Token)
            .Get("/v1.0/security/incidents")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_native_workspace_lists_the_defender_connector()
    {
        var reader = await simulator.SignInReader(simulator.Host.ArmEndpoint, ArmScope);
        var connectors = await reader.Get($"{PortalClient.Provider(TwoTenantsFixture.Workspace)}/dataConnectors?{PortalClient.ApiVersion}");
        connectors.Values.Single()!["kind"]!.GetValue<string>().ShouldBe("MicrosoftThreatProtection");
        connectors = await simulator.Arm.Get($"{PortalClient.Provider(Contoso.Workspace)}/dataConnectors?{PortalClient.ApiVersion}");
        connectors.Values.ShouldBeEmpty();
    }

    private PortalClient Client(Uri endpoint, string token) => new(simulator.Http, endpoint, token);
}
