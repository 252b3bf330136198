using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Admin;

[Collection<AdminCollection>]
public class AccessTests(AdminService service)
{
    private static readonly (string Name, string Method, string Path)[] Endpoints =
    [
        ("list-connections", "GET", "/api/v1/connections"),
        ("list-links", "GET", "/api/v1/links"),
        ("get-link", "GET", $"/api/v1/links/{Seed.HeldLink}"),
        ("list-journal", "GET", $"/api/v1/links/{Seed.HeldLink}/journal"),
        ("list-conflicts", "GET", "/api/v1/conflicts"),
        ("pause-connection", "POST", "/api/v1/connections/quiet/pause"),
        ("resume-connection", "POST", "/api/v1/connections/quiet/resume"),
        ("release-connection", "POST", "/api/v1/connections/quiet/release"),
        ("resolve-conflict", "POST", $"/api/v1/conflicts/{Seed.HeldLink}:owner/resolve"),
        ("start-replay", "POST", "/api/v1/replays"),
        ("list-replays", "GET", "/api/v1/replays"),
        ("get-replay", "GET", $"/api/v1/replays/{AdminService.SeededReplay}"),
        ("cancel-replay", "DELETE", $"/api/v1/replays/{AdminService.SeededReplay}?reason=a%20test"),
        ("list-differences", "GET", $"/api/v1/replays/{AdminService.SeededReplay}/differences"),
    ];

    /// <summary>Every kind of token at every endpoint.</summary>
    public static TheoryData<string, string, HttpStatusCode> Matrix()
    {
        var matrix = new TheoryData<string, string, HttpStatusCode>();
        foreach (var (name, method, _) in Endpoints)
        {
            Array.ForEach(TokenNames.Refused, token => matrix.Add(token, name, HttpStatusCode.Unauthorized));
            Array.ForEach(TokenNames.Powerless, token => matrix.Add(token, name, HttpStatusCode.Forbidden));
            var toReaders = method == "GET" ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            var toOperators = name == "start-replay" ? HttpStatusCode.Accepted : HttpStatusCode.OK;
            Array.ForEach(TokenNames.Readers, token => matrix.Add(token, name, toReaders));
            Array.ForEach(TokenNames.Operators, token => matrix.Add(token, name, toOperators));
        }

        return matrix;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_token_opens_what_it_allows_and_nothing_else(string token, string endpoint, HttpStatusCode expected)
    {
        var (_, method, path) = Endpoints.Single(known => known.Name == endpoint);
        var answer = await SendAsync(method, path, service.Tokens[token]);
        answer.Status.ShouldBe(expected, answer.Text);
        if (expected >= HttpStatusCode.BadRequest)
        {
            answer.MediaType.ShouldBe("application/problem+json");
            answer.Detail.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void The_matrix_leaves_out_no_token_and_no_endpoint()
    {
        var names = Routes().Select(route => route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);
        names.OfType<string>().ShouldBe(Endpoints.Select(endpoint => endpoint.Name), ignoreOrder: true);
        string[] tokens = [.. TokenNames.Refused, .. TokenNames.Powerless, .. TokenNames.Readers, .. TokenNames.Operators];
        tokens.ShouldBe(service.Tokens.Names, ignoreOrder: true);
    }

    [Fact]
    public void Every_endpoint_names_its_policy_or_says_that_it_is_open()
    {
        string?[] policies = ["IncidentSync.Read", "IncidentSync.Operate"];
        Routes().Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null).ShouldAllBe(route =>
            route.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => policies.Contains(data.Policy)));
    }

    [Fact]
    public void Only_health_and_the_description_of_the_API_are_open()
    {
        var open = Routes().Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null);
        open.Select(route => route.RoutePattern.RawText)
            .ShouldBe(["/health/live", "/health/ready", "/openapi/{documentName}.json"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_endpoint_without_a_word_about_access_is_closed_to_everybody()
    {
        var policies = service.App.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var authorization = service.App.Services.GetRequiredService<IAuthorizationService>();
        foreach (var policy in new[] { await policies.GetDefaultPolicyAsync(), await policies.GetFallbackPolicyAsync() })
        {
            var operators = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity("test"));
            (await authorization.AuthorizeAsync(operators, policy!)).Succeeded.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    public async Task What_is_open_answers_without_a_token(string path) =>
        (await service.Client.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_challenge_does_not_say_what_was_wrong_with_the_token()
    {
        var answer = await service.Client.GetAsync("/api/v1/links", service.Tokens[TokenNames.WrongAudience]);
        answer.Challenge.ShouldBe("Bearer");
        answer.Text.ShouldNotContain("audience");
    }

    [Theory]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/links/not-a-guid")]
    [InlineData("/api/v1/links/00000000-0000-0000-0000-000000000001")]
    [InlineData("/api/v1/links/00000000-0000-0000-0000-000000000001/journal")]
    [InlineData("/api/v1/replays/not-a-number")]
    [InlineData("/api/v1/replays/999999999999")]
    [InlineData("/api/v1/replays/-1")]
    [InlineData("/api/v1/replays/999999999999/differences")]
    [InlineData("/nothing")]
    public async Task What_does_not_exist_is_404_to_a_reader(string path)
    {
        var answer = await service.Client.GetAsync(path, service.Tokens.Read);
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Detail.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_unknown_path_of_the_API_is_401_without_a_token() =>
        (await service.Client.GetAsync("/api/v1/nothing")).Status.ShouldBe(HttpStatusCode.Unauthorized);

    private async Task<AdminAnswer> SendAsync(string method, string path, string? token)
    {
        // Few replays run at once, and the matrix asks for many: every token asks for the same one.
        var answer = (method, path.Split('/')[^1]) switch
        {
            ("GET", _) => await service.Client.GetAsync(path, token),
            ("DELETE", _) => await service.Client.DeleteAsync(path, token),
            (_, "replays") => await service.Client.ReplayAsync(token, AdminClient.Replay("quiet", Seed.HeldLink), key: "the-matrix"),
            (_, "resolve") => await service.Client.PostAsync(path, token, AdminClient.Decision("defender", "a test")),
            _ => await service.Client.PostAsync(path, token, AdminClient.Reason("a test")),
        };

        // The other classes of the collection know how many links wait.
        await service.Database.ExecuteAsync($"delete from resolution; update link set done_seq = dirty_seq where id = '{Seed.HeldLink}'");
        return answer;
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
