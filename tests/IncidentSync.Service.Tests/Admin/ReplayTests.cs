using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>
/// Replays over the API, on a service of its own: "contoso" is synced, "quiet" is paused, so that what is asked for there stays.
/// </summary>
public class ReplayTests(AdminService service) : IClassFixture<AdminService>
{
    // One caller a test: a key is its caller's.
    private string Operate { get; } = service.Tokens.Operate;

    [Fact]
    public async Task By_default_it_is_a_dry_run_that_says_where_to_look()
    {
        var answer = await service.Client.ReplayAsync(Operate, AdminClient.Replay("QUIET", Seed.HeldLink));
        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Location.ShouldBe($"/api/v1/replays/{answer.Json["id"]}");
        (answer.Json["dryRun"]!.GetValue<bool>(), answer.Json["connection"]!.GetValue<string>()).ShouldBe((true, "quiet"));
        await FinishedAsync(answer.Location!);
    }

    [Fact]
    public async Task A_replay_says_who_asked_for_it_when_and_why()
    {
        var replay = (await service.Client.ReplayAsync(Operate, AdminClient.Replay("quiet", Seed.HeldLink))).Json;
        replay["reason"]!.GetValue<string>().ShouldBe("a test");
        replay["by"]!["appId"]!.GetValue<string>().ShouldBe(AdminApps.Operator.ClientId.ToString());
        replay["createdAt"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        await FinishedAsync($"/api/v1/replays/{replay["id"]}");
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_written_where_page_by_page()
    {
        var path = await AskAsync(AdminClient.Replay("quiet", [.. Seed.Pairs.Select(Seed.LinkOf)]));
        var replay = await FinishedAsync(path);
        var rows = new List<JsonNode>();
        for (var next = $"{path}/differences?top=2"; next is not null;)
        {
            var page = await service.Client.GetAsync(next, service.Tokens.Read);
            rows.AddRange(page.Items);
            next = page.Json["next"]?.GetValue<string>();
        }

        rows.Count.ShouldBe(replay["differences"]!.GetValue<int>());
        rows.Select(row => row["id"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, rows.Count));
        var carried = rows.First(row => row["kind"]!.GetValue<string>() == "carried");
        (carried["portal"]!.GetValue<string>(), carried["field"]!.GetValue<string>()).ShouldBe(("sentinel", "title"));
        carried["now"]!.ToJsonString().ShouldContain("Phish");
        Seed.Pairs.ShouldContain(carried["defenderId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_dry_run_changes_no_link()
    {
        const string links = "select string_agg(link::text, ';' order by id) from link where connection = 'quiet'";
        var before = await service.AskAsync(links);
        await FinishedAsync(await AskAsync("""{"connection":"quiet","since":"2000-01-01T00:00:00+00:00","reason":"a test"}"""));
        (await service.AskAsync(links)).ShouldBe(before);
    }

    [Fact]
    public async Task A_replay_plans_every_link_again_and_says_how_far_it_is()
    {
        var link = await SyncedAsync("replayed");
        var marked = await service.AskAsync($"select dirty_seq from link where id = '{link}'");
        var path = await AskAsync(With(AdminClient.Replay("contoso", link), "dryRun", false));
        var replay = await FinishedAsync(path);
        (replay["total"]!.GetValue<int>(), replay["marked"]!.GetValue<int>(), replay["done"]!.GetValue<int>()).ShouldBe((1, 1, 1));
        replay["secondsLeft"]!.GetValue<double>().ShouldBe(0);
        replay["differences"].ShouldBeNull();
        var after = await service.AskAsync($"select dirty_seq from link where id = '{link}' and done_seq = dirty_seq");
        long.Parse(after).ShouldBeGreaterThan(long.Parse(marked));
    }

    [Fact]
    public async Task The_same_call_twice_under_one_key_is_one_replay_and_another_call_is_refused()
    {
        var first = await service.Client.ReplayAsync(Operate, AdminClient.Replay("quiet", Seed.HeldLink), "key-1");
        var second = await service.Client.ReplayAsync(Operate, AdminClient.Replay("quiet", Seed.HeldLink), "key-1");
        (second.Status, second.Location).ShouldBe((HttpStatusCode.Accepted, first.Location));
        var other = await service.Client.ReplayAsync(Operate, AdminClient.Replay("quiet", Seed.LinkOf(Seed.Writing)), "key-1");
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var anothers = await service.Client.ReplayAsync(
            service.Tokens[TokenNames.PersonWhoOperates], AdminClient.Replay("quiet", Seed.HeldLink), "key-1");
        anothers.Location.ShouldNotBe(first.Location);
        await FinishedAsync(first.Location!);
        await FinishedAsync(anothers.Location!);
    }

    [Fact]
    public async Task More_than_five_at_once_are_refused_in_words_and_the_list_shows_those_that_run()
    {
        var waiting = new List<string>();
        for (var call = 0; call < 5; call++)
        {
            waiting.Add(await AskAsync(With(AdminClient.Replay("quiet", Seed.HeldLink), "dryRun", false)));
        }

        var refused = await service.Client.ReplayAsync(Operate, AdminClient.Replay("quiet", Seed.HeldLink));
        (refused.Status, refused.Detail).ShouldBe((HttpStatusCode.Conflict, refused.Detail));
        refused.Detail.ShouldStartWith("5 replays of this connection run already");

        var page = await service.Client.GetAsync("/api/v1/replays?connection=quiet&top=3", service.Tokens.Read);
        page.Items.Select(replay => $"/api/v1/replays/{replay["id"]}").ShouldBe(waiting.AsEnumerable().Reverse().Take(3));
        page.Items.Select(replay => replay["state"]!.GetValue<string>()).ShouldAllBe(state => state == "queued");
        var rest = await service.Client.GetAsync(page.Json["next"]!.GetValue<string>(), service.Tokens.Read);
        rest.Items.Select(replay => $"/api/v1/replays/{replay["id"]}").Take(2).ShouldBe(waiting.AsEnumerable().Reverse().Skip(3));
        await service.Database.ExecuteAsync("delete from replay where connection = 'quiet' and passed_at is null");
    }

    [Fact]
    public async Task A_cancelled_replay_marks_nothing_more_and_makes_room_for_another()
    {
        var path = await AskAsync(With(AdminClient.Replay("quiet", Seed.HeldLink), "dryRun", false));
        var cancelled = await service.Client.DeleteAsync($"{path}?reason=wrong%20link", Operate);
        cancelled.Status.ShouldBe(HttpStatusCode.OK, cancelled.Text);
        (StateOf(cancelled.Json), cancelled.Json["marked"]!.GetValue<int>(), cancelled.Json["secondsLeft"]!.GetValue<double>())
            .ShouldBe(("cancelled", 0, 0.0));
        StateOf((await service.Client.DeleteAsync($"{path}?reason=again", Operate)).Json).ShouldBe("cancelled");
        (await service.AskAsync($"select passed_at is not null from replay where id = {path.Split('/')[^1]}")).ShouldBe("True");
        (await service.AskAsync("select concat_ws(' ', action, connection, allowed, reason) from audit order by id desc offset 1 limit 1"))
            .ShouldBe("cancel-replay quiet t wrong link");
    }

    [Fact]
    public async Task A_replay_that_is_finished_cannot_be_cancelled_any_more()
    {
        var path = await AskAsync(AdminClient.Replay("quiet", Seed.HeldLink));
        await FinishedAsync(path);
        StateOf((await service.Client.DeleteAsync($"{path}?reason=a%20test", Operate)).Json).ShouldBe("finished");
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?reason=", HttpStatusCode.BadRequest)]
    [InlineData("?reason=a%20test&force=1", HttpStatusCode.BadRequest)]
    [InlineData("?reason=a%20test", HttpStatusCode.NotFound)]
    public async Task To_cancel_takes_a_reason_and_a_replay_that_is_there(string query, HttpStatusCode status) =>
        (await service.Client.DeleteAsync($"/api/v1/replays/999999999999{query}", Operate)).Status.ShouldBe(status);

    [Fact]
    public async Task Every_call_is_in_the_audit()
    {
        await FinishedAsync(await AskAsync(AdminClient.Replay("quiet", Seed.HeldLink)));
        await service.Client.ReplayAsync(service.Tokens.Read, AdminClient.Replay("quiet", Seed.HeldLink));
        await service.FlushDenialsAsync();
        (await service.AskAsync("""
            select string_agg(concat_ws(' ', action, coalesce(connection, '-'), allowed, reason), '; ' order by coalesce(first_at, at))
            from (select * from audit order by coalesce(first_at, at) desc limit 2) last
            """)).ShouldBe("start-replay quiet t a test; start-replay - f the role is missing");
    }

    private static string StateOf(JsonNode replay) => replay["state"]!.GetValue<string>();

    private static string With(string body, string member, JsonNode value)
    {
        var json = JsonNode.Parse(body)!;
        json[member] = value;
        return json.ToJsonString();
    }

    private async Task<string> AskAsync(string body)
    {
        var answer = await service.Client.ReplayAsync(Operate, body);
        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
        return answer.Location!;
    }

    private async Task<JsonNode> FinishedAsync(string path)
    {
        JsonNode? replay = null;
        await Wait.UntilAsync(
            async () => (replay = (await service.Client.GetAsync(path, service.Tokens.Read))
                .Json)["state"]!.GetValue<string>() == "finished",
            () => $"{replay}");
        return replay!;
    }

    private async Task<Guid> SyncedAsync(string title)
    {
        var incident = service.Simulator.World.Defender().Create(made => made with { DisplayName = title });
        var settled =
            $"select id from link where connection = 'contoso' and defender_id = '{incident.Id}' "
            + "and dirty_seq = done_seq and not open_intents";
        await Wait.UntilAsync(async () => (await service.AskAsync(settled)).Length > 0, () => $"{title} is not settled.");
        return Guid.Parse(await service.AskAsync(settled));
    }
}
