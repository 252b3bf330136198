using System.Net;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>What a call that asks for a replay must say, and must not.</summary>
[Collection<AdminCollection>]
public class ReplayInputTests(AdminService service)
{
    [Theory]
    [InlineData("""{"since":"2026-11-22T00:00:00Z","reason":"a test"}""", "connection")]
    [InlineData("""{"connection":"quiet","reason":"a test"}""", "since")]
    [InlineData(
        """{"connection":"quiet","since":"2026-11-22T00:00:00Z","ids":["6f1f2b52-4c6a-5a0e-9a3c-1f1c5f0b7a11"],"reason":"a test"}""",
        "since")]
    [InlineData("""{"connection":"quiet","since":"2026-11-22T00:00:00","reason":"a test"}""", "since")]
    [InlineData("""{"connection":"quiet","since":"yesterday","reason":"a test"}""", "since")]
    [InlineData("""{"connection":"quiet","since":"2026-11-31T00:00:00Z","reason":"a test"}""", "since")]
    [InlineData("""{"connection":"quiet","ids":[],"reason":"a test"}""", "ids")]
    [InlineData("""{"connection":"quiet","since":"2026-11-22T00:00:00Z"}""", "reason")]
    [InlineData("""{"connection":"quiet","since":"2026-11-22T00:00:00Z","reason":"two\nlines"}""", "reason")]
    public async Task A_body_that_does_not_say_which_links_and_why_is_refused_by_name(string body, string member)
    {
        var answer = await service.Client.ReplayAsync(service.Tokens.Operate, body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]![member].ShouldNotBeNull(answer.Text);
    }

    [Theory]
    [InlineData("""{"connection":"quiet","ids":["1"],"reason":"a test"}""")]
    [InlineData("""{"connection":"quiet","ids":"1","reason":"a test"}""")]
    [InlineData("""{"connection":"quiet","ids":[null],"reason":"a test"}""")]
    [InlineData("""{"connection":"quiet","since":5,"reason":"a test"}""")]
    [InlineData("""{"connection":"quiet","since":"2026-11-22T00:00:00Z","dryRun":"no","reason":"a test"}""")]
    [InlineData("""{"connection":"quiet","since":"2026-11-22T00:00:00Z","dryrun":false,"dryRun":true,"reason":"a test"}""")]
    [InlineData("""{"connection":"quiet","since":"2026-11-22T00:00:00Z","force":true,"reason":"a test"}""")]
    public async Task A_body_of_other_members_or_types_is_refused(string body) =>
        (await service.Client.ReplayAsync(service.Tokens.Operate, body)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task More_than_a_thousand_ids_are_refused()
    {
        var ids = Enumerable.Range(0, 1001).Select(number => new Guid(number, 0, 0, new byte[8]));
        var answer = await service.Client.ReplayAsync(service.Tokens.Operate, AdminClient.Replay("quiet", [.. ids]));
        answer.Json["errors"]!["ids"].ShouldNotBeNull(answer.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task A_key_that_cannot_be_compared_is_refused(string key) => await RefusedAsync(key);

    [Fact]
    public async Task A_key_beyond_200_characters_is_refused() => await RefusedAsync(new string('k', 201));

    [Fact]
    public async Task An_unknown_connection_is_404_and_in_the_audit()
    {
        var answer = await service.Client.ReplayAsync(service.Tokens.Operate, AdminClient.Replay("nobody", Seed.HeldLink));
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        (await LastAsync()).ShouldBe("start-replay - f no such connection");
    }

    [Fact]
    public async Task A_link_of_another_connection_is_404_and_in_the_audit()
    {
        var answer = await service.Client.ReplayAsync(
            service.Tokens.Operate, AdminClient.Replay("quiet", Seed.HeldLink, Seed.StrangersLink));
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Detail.ShouldStartWith("1 of the ids");
        (await LastAsync()).ShouldBe("start-replay quiet f NoSuchLinks");
    }

    [Fact]
    public async Task A_replay_of_a_connection_that_is_not_served_is_as_good_as_absent()
    {
        await service.Database.ExecuteAsync($"""
            insert into replay (audit, connection, dry_run, ids) select min(id),
            'stranger', true, '{Open}{Seed.StrangersLink}{Close}' from audit
            """);
        var id = await service.AskAsync("select id from replay where connection = 'stranger'");
        foreach (var path in new[] { $"replays/{id}", $"replays/{id}/differences" })
        {
            (await service.Client.GetAsync($"/api/v1/{path}", service.Tokens.Read)).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await service.Client.GetAsync("/api/v1/replays", service.Tokens.Read)).Text.ShouldNotContain("stranger");
    }

    [Fact]
    public async Task The_description_tells_the_body_and_the_key()
    {
        var post = (await service.Client.GetAsync("/openapi/v1.json")).Json["paths"]!["/api/v1/replays"]!["post"]!;
        post["parameters"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("Idempotency-Key");
        post["responses"]!.AsObject().Select(answer => answer.Key).ShouldBe(["202", "400", "404", "409", "422"], ignoreOrder: true);
        post["summary"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    private const string Open = "{";
    private const string Close = "}";

    private async Task<string> LastAsync()
    {
        await service.FlushDenialsAsync();
        return await service.AskAsync(
            """
            select concat_ws(' ', action, coalesce(connection, '-'), allowed, reason) from audit
            order by coalesce(first_at, at) desc limit 1
            """);
    }

    private async Task RefusedAsync(string key)
    {
        var answer = await service.Client.ReplayAsync(service.Tokens.Operate, AdminClient.Replay("quiet", Seed.HeldLink), key);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]!["Idempotency-Key"].ShouldNotBeNull();
    }
}
