using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>What a client that knew the old detections API gets from /api/alerts.</summary>
public sealed class DetectionStories(PostgresFixture postgres)
{
    [Fact]
    public async Task Without_parameters_a_client_gets_the_last_two_hours_with_all_50_members()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", SiemScene.Alert("old"), SiemScene.Alert("new"));
        await scene.AgeAsync("update detection set processed_ticks = processed_ticks - 73000000000 where body like '%Title of old%'");
        var answer = await scene.GetAsync("/api/alerts", await scene.TokenAsync());
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Headers["Content-Type"].ShouldBe("application/json");
        answer.Alerts.ShouldBe(["new"]);
        var members = answer.Json[0]!.AsObject();
        members.Count.ShouldBe(50);
        (members.First().Key, members.Last().Key).ShouldBe(("AlertTime", "IocUniqueId"));
        ((string)members["FileName"]!, members["RemediationIsSuccess"]).ShouldBe(("", null));
    }

    [Fact]
    public async Task The_oldest_comes_first_and_a_limit_takes_the_newest()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", Enumerable.Range(0, 20).Select(number => SiemScene.Alert($"a{number:00}")));
        var token = await scene.TokenAsync();
        (await scene.GetAsync("/api/alerts", token)).Alerts.ShouldBe(Enumerable.Range(0, 20).Select(number => $"a{number:00}"));
        (await scene.GetAsync("/api/alerts?limit=5", token)).Alerts.ShouldBe(["a15", "a16", "a17", "a18", "a19"]);
        (await scene.GetAsync("/api/alerts?LIMIT=500", token)).Alerts.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("/api/alerts/")]
    [InlineData("/api/Alerts")]
    [InlineData("//api/alerts?sinceTimeUtc=2020-01-01T00:00:00.000")]
    [InlineData("/api/alert")]
    [InlineData("/API//ALERTS//")]
    public async Task However_a_client_writes_the_path(string path)
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", SiemScene.Alert("one"));
        var answer = await scene.GetAsync(path, await scene.TokenAsync());
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Alerts.ShouldBe(["one"]);
    }

    [Fact]
    public async Task Groups_and_tags_choose_among_the_devices()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync(
            "contoso",
            SiemScene.Alert("servers", SiemScene.Device("Servers", "red", "blue")),
            SiemScene.Alert("desks", SiemScene.Device("Desks", "blue")),
            SiemScene.Alert("none"));
        var token = await scene.TokenAsync();
        (await AskAsync("machinegroups=servers&machineGroups=DESKS")).ShouldBe("servers desks");
        (await AskAsync("machinegroups=Desks")).ShouldBe("desks");
        (await AskAsync("DeviceCreatedMachineTags=red,green")).ShouldBe("servers");
        (await AskAsync("CloudCreatedMachineTags=blue")).ShouldBe("servers desks");
        (await AskAsync("DeviceCreatedMachineTags=blue&CloudCreatedMachineTags=red")).ShouldBe("servers");
        (await AskAsync("limit=1&CloudCreatedMachineTags=red")).ShouldBe("servers");
        (await AskAsync("nonsense=1")).ShouldBe("servers desks none");

        async Task<string> AskAsync(string query) => string.Join(' ', (await scene.GetAsync($"/api/alerts?{query}", token)).Alerts);
    }

    [Fact]
    public async Task Times_choose_from_since_on_and_up_to_before_until()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", SiemScene.Alert("before"), SiemScene.Alert("at"), SiemScene.Alert("after"));
        for (var (second, names) = (0, new[] { "before", "at", "after" }); second < names.Length; second++)
        {
            var ticks = new DateTimeOffset(2026, 11, 20, 12, 0, 10 * second, default).UtcTicks;
            await scene.AgeAsync($"update detection set processed_ticks = {ticks} where body like '%Title of {names[second]}%'");
        }

        var token = await scene.TokenAsync();
        foreach (var (since, until) in new[]
        {
            ("2026-11-20T12:00:10", "2026-11-20T12:00:20"), ("%222026-11-20 12:00:10%22", "'2026-11-20 12:00:20'"),
            ("1795176010", "1795176020000"), ("2026-11-20T13:00:10%2B01:00", "2026-11-20T13:00:20+01:00"),
            ("2026-11-20T12:00:10.0000000Z", "2026-11-20T12:00:19.9999999Z"),
        })
        {
            var answer = await scene.GetAsync($"/api/alerts?sinceTimeUtc={since}&UNTILTIMEUTC={until}", token);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            answer.Alerts.ShouldBe(["at"], $"{since} {until}");
        }

        (await scene.GetAsync("/api/alerts?sinceTimeUtc=2026-11-20", token)).Alerts.Count.ShouldBe(3);
        (await scene.GetAsync("/api/alerts?ago=P400D", token)).Alerts.Count.ShouldBe(3);
        (await scene.GetAsync("/api/alerts?ago=PT10M", token)).Alerts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sinceTimeUtc=yesterday")]
    [InlineData("sinceTimeUtc=2026-13-01T00:00:00")]
    [InlineData("untilTimeUtc=")]
    [InlineData("ago=10M")]
    [InlineData("ago=PT0S")]
    [InlineData("ago=PT10M&sinceTimeUtc=2026-11-20")]
    [InlineData("ago=PT10M&untilTimeUtc=2026-11-20")]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    [InlineData("sinceTimeUtc=2026-11-21&untilTimeUtc=2026-11-20")]
    [InlineData("sinceTimeUtc=2026-11-21&sinceTimeUtc=2026-11-20")]
    public async Task What_cannot_be_meant_is_400_in_words(string query)
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var answer = await scene.GetAsync($"/api/alerts?{query}", await scene.TokenAsync());
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Headers["Content-Type"].ShouldBe("application/problem+json");
        answer.Text.ShouldContain(query[..query.IndexOf('=')]);
    }

    [Fact]
    public async Task A_since_in_the_future_is_an_empty_array_whatever_until_says()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", SiemScene.Alert("one"));
        var token = await scene.TokenAsync();
        (await scene.GetAsync("/api/alerts?sinceTimeUtc=2099-01-01", token)).Text.ShouldBe("[]");
        (await scene.GetAsync("/api/alerts?sinceTimeUtc=2099-01-01&untilTimeUtc=2020-01-01", token)).Text.ShouldBe("[]");
    }

    [Fact]
    public async Task What_was_purged_is_told_of_in_a_header()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", SiemScene.Alert("one"));
        await scene.AgeAsync("update alert_source set purged_ticks = (select max(processed_ticks) from detection)");
        var token = await scene.TokenAsync();
        var since = (await scene.GetAsync("/api/alerts", token)).Headers["X-IncidentSync-Oldest"];
        (await scene.GetAsync($"/api/alerts?sinceTimeUtc={since}", token)).Headers.Keys.ShouldNotContain("X-IncidentSync-Oldest");
    }

    [Fact]
    public async Task An_answer_is_packed_for_whoever_takes_it_so()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", Enumerable.Range(0, 1_500).Select(number => SiemScene.Alert($"a{number:0000}")));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {await scene.TokenAsync()}");
        using var response = await http.GetAsync($"{scene.Host.App.Urls.Single()}/api/alerts", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var packed = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using var plain = new GZipStream(packed, CompressionMode.Decompress);
        (await JsonNode.ParseAsync(plain, cancellationToken: TestContext.Current.CancellationToken))!.AsArray()
            .Select(row => (string)row!["AlertId"]!).ShouldBe(Enumerable.Range(0, 1_500).Select(number => $"a{number:0000}"));
    }

    [Fact]
    public async Task A_client_sees_the_sources_that_it_was_given()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync(
            "contoso", SiemScene.Alert("endpoint"), SiemScene.Alert("identity", source: "microsoftDefenderForIdentity"),
            SiemScene.Alert("workspace", source: "microsoftSentinel"), SiemScene.Alert("tomorrows", source: "microsoftTomorrow"));
        (await scene.GetAsync("/api/alerts", await scene.TokenAsync("old"))).Alerts.ShouldBe(["endpoint"]);
        (await scene.GetAsync("/api/alerts", await scene.TokenAsync("all", sources: "*"))).Alerts.ShouldBe(["endpoint", "identity", "tomorrows"]);
        (await scene.GetAsync("/api/alerts", await scene.TokenAsync("one", sources: "MICROSOFTSENTINEL"))).Alerts.ShouldBe(["workspace"]);
    }

    [Fact]
    public async Task A_client_sees_the_detections_of_its_connections_and_never_anothers()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.ArriveAsync("contoso", SiemScene.Alert("ours", SiemScene.Device("Same")));
        await scene.ArriveAsync("fabrikam", SiemScene.Alert("theirs", SiemScene.Device("Same")));
        (await scene.GetAsync("/api/alerts?machinegroups=Same", await scene.TokenAsync("one"))).Alerts.ShouldBe(["ours"]);
        (await scene.GetAsync("/api/alerts", await scene.TokenAsync("two", "fabrikam"))).Alerts.ShouldBe(["theirs"]);
        (await scene.GetAsync("/api/alerts", await scene.TokenAsync("both", "contoso,fabrikam"))).Alerts.ShouldBe(["ours", "theirs"]);
    }

    [Fact]
    public async Task Without_a_client_there_is_no_such_address()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        (await scene.GetAsync("/api/alerts")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await scene.GetAsync($"/{SiemScene.Contoso}/oauth2/authorize")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_shows_no_good_token_is_told_nothing()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.EnableAsync();
        foreach (var token in new[] { null, "nonsense", "a.b.c", "" })
        {
            var answer = await scene.GetAsync("/api/alerts", token);
            (answer.Status, answer.Headers["WWW-Authenticate"]).ShouldBe((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\""));
        }
    }

    [Fact]
    public async Task What_fails_before_the_answer_begins_is_told_and_is_no_array()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync();
        await scene.Database.ExecuteAsync("alter table detection rename to elsewhere");
        var answer = await scene.GetAsync("/api/alerts", token);
        (answer.Status, answer.Headers["Content-Type"]).ShouldBe((HttpStatusCode.InternalServerError, "application/problem+json"));
    }
}
