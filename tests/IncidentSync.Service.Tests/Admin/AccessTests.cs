using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Admin;

[Collection<AdminCollection>]
public class AccessTests(AdminService service)
{
    /// <summary>Every kind of token at every endpoint that the service maps.</summary>
    public static TheoryData<string, string, HttpStatusCode> Matrix()
    {
        var matrix = new TheoryData<string, string, HttpStatusCode>();
        foreach (var endpoint in MappedEndpoint.All)
        {
            Array.ForEach(TokenNames.Refused, token => matrix.Add(token, endpoint.Name, HttpStatusCode.Unauthorized));
            Array.ForEach(TokenNames.Powerless, token => matrix.Add(token, endpoint.Name, HttpStatusCode.Forbidden));
            var toReaders = endpoint.Policy == "IncidentSync.Read" ? Success(endpoint) : HttpStatusCode.Forbidden;
            Array.ForEach(TokenNames.Readers, token => matrix.Add(token, endpoint.Name, toReaders));
            Array.ForEach(TokenNames.Operators, token => matrix.Add(token, endpoint.Name, Success(endpoint)));
        }

        return matrix;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_token_opens_what_it_allows_and_nothing_else(string token, string endpoint, HttpStatusCode expected)
    {
        var answer = await AskAsync(service.Client, MappedEndpoint.Named(endpoint), Subject.Quiet, service.Tokens[token]);
        answer.Status.ShouldBe(expected, answer.Text);
        if (expected >= HttpStatusCode.BadRequest)
        {
            answer.MediaType.ShouldBe("application/problem+json");
            answer.Detail.ShouldNotBeEmpty();
        }
    }

    /// <summary>Every endpoint that the service maps.</summary>
    public static TheoryData<string> Endpoints() => [.. MappedEndpoint.All.Select(endpoint => endpoint.Name)];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task The_right_role_within_the_scope_opens_every_endpoint(string endpoint)
    {
        var mapped = MappedEndpoint.Named(endpoint);
        var answer = await AskAsync((await service.GrantedAsync()).Client, mapped, Subject.Quiet, service.Tokens.InsiderToken());
        answer.Status.ShouldBe(Success(mapped), answer.Text);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task What_is_out_of_scope_is_answered_byte_for_byte_like_what_does_not_exist(string endpoint)
    {
        var (mapped, token) = (MappedEndpoint.Named(endpoint), service.Tokens.OutsiderToken());
        var client = (await service.GrantedAsync()).Client;
        var hidden = await client.AskAsync(mapped, Subject.Quiet, token);
        hidden.Status.ShouldBe(mapped.NamesAnObject ? HttpStatusCode.NotFound : HttpStatusCode.OK, hidden.Text);
        foreach (var canary in new[] { "quiet", $"{Seed.HeldLink}", "alice@contoso.com" })
        {
            hidden.Text.ShouldNotContain(canary);
        }

        if (mapped.NamesAnObject)
        {
            hidden.WithoutTraceId.ShouldBe((await client.AskAsync(mapped, Subject.Unknown, token)).WithoutTraceId);
        }
    }

    [Fact]
    public void The_matrix_is_of_all_tokens_and_of_what_a_running_service_maps()
    {
        string[] tokens = [.. TokenNames.Refused, .. TokenNames.Powerless, .. TokenNames.Readers, .. TokenNames.Operators];
        tokens.ShouldBe(service.Tokens.Names, ignoreOrder: true);
        var running = Routes().Select(route => new MappedEndpoint(route)).Where(route => route.Template.StartsWith("/api/v1/"));
        MappedEndpoint.All.Select(endpoint => endpoint.Name).ShouldBe(running.Select(endpoint => endpoint.Name), ignoreOrder: true);
        MappedEndpoint.All.Count.ShouldBeGreaterThan(14);
    }

    [Fact]
    public void An_endpoint_that_nobody_gave_a_sample_fails_in_words()
    {
        var added = new MappedEndpoint(new RouteEndpoint(
            _ => Task.CompletedTask, RoutePatternFactory.Parse("/api/v1/budgets/{name}"), 0, EndpointMetadataCollection.Empty, null));
        Should.Throw<ShouldAssertException>(() => Subject.Quiet.PathOf(added)).Message.ShouldContain("budgets/{name}");
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

    private static HttpStatusCode Success(MappedEndpoint endpoint) => endpoint switch
    {
        { IsFallback: true } => HttpStatusCode.NotFound,
        { Name: "POST /api/v1/replays" } => HttpStatusCode.Accepted,
        _ => HttpStatusCode.OK,
    };

    private async Task<AdminAnswer> AskAsync(AdminClient client, MappedEndpoint endpoint, Subject subject, string? token)
    {
        var answer = await client.AskAsync(endpoint, subject, token);

        // The other classes of the collection know how many links wait.
        await service.Database.ExecuteAsync(
            $"""
            delete from resolution; update link set done_seq = dirty_seq where id = '{Seed.HeldLink}';
            update siem_client set disabled_at = null where name = '{Seed.Client}'
            """);
        return answer;
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
