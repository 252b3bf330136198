using System.Net;

namespace IncidentSync.Service.Tests.Admin;

[Collection<AdminCollection>]
public class InputTests(AdminService service)
{
    private const string Pause = "/api/v1/connections/quiet/pause";

    [Theory]
    [InlineData("links?conection=quiet", "conection")]
    [InlineData("links?top=0", "top")]
    [InlineData("links?top=201", "top")]
    [InlineData("links?top=many", "top")]
    [InlineData("links?state=broken", "state")]
    [InlineData("links?state=0", "state")]
    [InlineData("links?state=live&state=held", "state")]
    [InlineData("links?connection=nobody", "connection")]
    [InlineData("links?defenderId=1%20or%201=1", "defenderId")]
    [InlineData("links?defenderId=", "defenderId")]
    [InlineData("links?sentinelName=a'b", "sentinelName")]
    [InlineData("links?after=behind", "after")]
    [InlineData("conflicts?after=behind", "after")]
    [InlineData("conflicts?connection=nobody", "connection")]
    [InlineData("conflicts?state=held", "state")]
    [InlineData("connections?top=1", "top")]
    [InlineData("replays?after=newest", "after")]
    [InlineData("replays?connection=nobody", "connection")]
    [InlineData("replays?state=running", "state")]
    [InlineData("replays/1?top=1", "top")]
    [InlineData("replays/1/differences?after=-1", "after")]
    [InlineData("replays/1/differences?top=1000", "top")]
    public async Task A_query_that_is_not_understood_is_refused_by_name(string query, string parameter)
    {
        var answer = await service.Client.GetAsync($"/api/v1/{query}", service.Tokens.Read);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Detail.ShouldContain($"'{parameter}'");
        answer.Json["errors"]![parameter].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_journal_is_asked_as_strictly() =>
        (await service.Client.GetAsync($"/api/v1/links/{Seed.HeldLink}/journal?after=-1", service.Tokens.Read))
            .Status.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"reason":null}""")]
    [InlineData("""{"reason":"   "}""")]
    [InlineData("""{"reason":"two\nlines"}""")]
    [InlineData("""{"reason":"\u001b[31mred"}""")]
    public async Task A_pause_without_a_reason_that_can_be_shown_is_refused(string body)
    {
        var answer = await service.Client.PostAsync(Pause, service.Tokens.Operate, body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Detail.ShouldContain("'reason'");
    }

    [Theory]
    [InlineData("""{"reason":"a test","mode":"Sync"}""")]
    [InlineData("""{"reason":"a test","reason":"another"}""")]
    [InlineData("""{"reason":5}""")]
    [InlineData("""{"reason":""")]
    [InlineData("")]
    [InlineData("[]")]
    public async Task A_body_with_other_duplicate_or_broken_members_is_refused(string body)
    {
        var answer = await service.Client.PostAsync(Pause, service.Tokens.Operate, body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldNotContain("IncidentSync.Service");
    }

    [Fact]
    public async Task A_body_that_is_nested_deeper_than_16_is_refused()
    {
        var body = $$"""{"reason":{{new string('[', 20)}}{{new string(']', 20)}}}""";
        var answer = await service.Client.PostAsync(Pause, service.Tokens.Operate, body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_beyond_64_KB_is_refused()
    {
        var answer = await service.Client.PostAsync(Pause, service.Tokens.Operate, AdminClient.Reason(new string('a', 70_000)));
        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Detail.ShouldContain("64 KB");
    }

    [Fact]
    public async Task A_reason_beyond_500_characters_is_refused() =>
        (await service.Client.PauseAsync(service.Tokens.Operate, "quiet", new string('a', 501))).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_problem_has_an_id_that_leads_to_the_log_and_nothing_of_the_inside()
    {
        var answer = await service.Client.PostAsync(Pause, service.Tokens.Operate, "{");
        answer.Json["traceId"]!.GetValue<string>().ShouldNotBeEmpty();
        answer.Text.ShouldNotContain("Exception");
        answer.Text.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_description_names_what_exists_and_the_role_it_needs()
    {
        var document = (await service.Client.GetAsync("/openapi/v1.json")).Json;
        document["paths"]!.AsObject().Select(path => path.Key).ShouldBe(
        [
            "/api/v1/connections", "/api/v1/connections/{name}/pause", "/api/v1/connections/{name}/resume",
            "/api/v1/connections/{name}/release", "/api/v1/links", "/api/v1/links/{id}", "/api/v1/links/{id}/journal", "/api/v1/conflicts",
            "/api/v1/conflicts/{id}/resolve", "/api/v1/replays", "/api/v1/replays/{id}", "/api/v1/replays/{id}/differences",
            "/api/v1/stream", "/api/v1/stream/{connection}/refused", "/api/v1/stream/{connection}/rewind",
            "/api/v1/siem/alerts", "/api/v1/siem/clients", "/api/v1/siem/clients/{name}", "/api/v1/siem/clients/{name}/secrets",
            "/api/v1/siem/clients/{name}/tokens", "/api/v1/siem/clients/{name}/files/{file}",
        ], ignoreOrder: true);
        document["paths"]!["/api/v1/connections/{name}/pause"]!["post"]!["description"]!.GetValue<string>()
            .ShouldContain("IncidentSync.Operate");
        document["components"]!["securitySchemes"]!["entra"].ShouldNotBeNull();
    }
}
