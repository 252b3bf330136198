using System.Net;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>How many calls a replica takes of one caller.</summary>
[Collection<AdminCollection>]
public class LimitTests(AdminService service)
{
    [Fact]
    public async Task The_31st_operate_call_of_a_minute_waits_and_another_caller_does_not()
    {
        var (one, other) = (service.Tokens.Operate, service.Tokens.Operate);
        for (var call = 0; call < 30; call++)
        {
            (await service.Client.PauseAsync(one, "nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        var answer = await service.Client.PauseAsync(one, "nobody");
        (answer.Status, answer.MediaType).ShouldBe((HttpStatusCode.TooManyRequests, "application/problem+json"));
        answer.RetryAfter.ShouldBe(TimeSpan.FromMinutes(1));
        answer.Detail.ShouldContain("30 operate calls a minute");
        (await service.Client.PauseAsync(other, "nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await service.Client.GetAsync("/api/v1/replays", one)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_7th_replay_of_a_minute_waits_and_other_operate_calls_do_not()
    {
        var one = service.Tokens.Operate;
        for (var call = 0; call < 6; call++)
        {
            (await ReplayAsync(one)).ShouldBe(HttpStatusCode.NotFound);
        }

        (await ReplayAsync(one)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await service.Client.PauseAsync(one, "nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_601st_read_of_a_minute_waits_and_whoever_may_not_read_is_counted_too()
    {
        var one = service.Tokens.App(("roles", null));
        var answers = new List<HttpStatusCode>();
        for (var call = 0; call < 601; call++)
        {
            answers.Add((await service.Client.GetAsync("/api/v1/links?top=1", one)).Status);
        }

        answers.SkipLast(1).ShouldAllBe(status => status == HttpStatusCode.Forbidden);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_caller_who_goes_on_is_one_row_of_the_audit()
    {
        var subject = Guid.NewGuid().ToString();
        var one = service.Tokens.App(("sub", subject), ("oid", subject));
        for (var call = 0; call < 40; call++)
        {
            await service.Client.PauseAsync(one, "nobody");
        }

        await service.FlushDenialsAsync();
        (await service.Database.ReadAsync(
            $"select concat_ws(' ', action, connection, allowed, calls, reason) from audit where subject = '{subject}' order by first_at"))
            .ShouldBe(["pause-connection f 30 no such connection", "limit f 10 more than 30 operate calls a minute"]);
    }

    private async Task<HttpStatusCode> ReplayAsync(string token) =>
        (await service.Client.ReplayAsync(token, AdminClient.Replay("nobody", Seed.HeldLink))).Status;

    [Fact]
    public async Task What_needs_no_token_has_no_limit()
    {
        for (var call = 0; call < 610; call++)
        {
            (await service.Client.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }
}
