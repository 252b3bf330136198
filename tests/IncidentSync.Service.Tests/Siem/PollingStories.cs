using System.Net;
using IncidentSync.Core.Values;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>A client that asks since what its last answer covered misses nothing and sees nothing twice.</summary>
public sealed class PollingStories(PostgresFixture postgres)
{
    private const int Arrivals = 3_000;

    [Fact]
    public async Task Four_pollers_get_every_detection_of_3000_arrivals_once_each()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var pollers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => scene.TokenAsync($"poller-{number}", "contoso,fabrikam")));
        var arriving = Task.WhenAll(ArriveAsync(scene, "contoso"), ArriveAsync(scene, "fabrikam"));
        foreach (var seen in await Task.WhenAll(pollers.Select(token => PollAsync(scene, token, arriving, answer => answer.Until))))
        {
            seen.Count.ShouldBe(Arrivals);
            seen.Distinct().Count().ShouldBe(Arrivals);
        }
    }

    [Fact]
    public async Task A_poller_whose_clock_is_behind_misses_nothing_either()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync("poller", "contoso,fabrikam");
        var arriving = Task.WhenAll(ArriveAsync(scene, "contoso"), ArriveAsync(scene, "fabrikam"));
        var seen = new List<string>();
        var (since, isLast) = ("2026-01-01", false);
        while (!isLast)
        {
            isLast = arriving.IsCompleted;
            var until = Stamp.Of(DateTimeOffset.UtcNow.AddSeconds(isLast ? 5 : -0.3)).ToString();
            var answer = await scene.GetAsync($"/api/alerts?sinceTimeUtc={since}&untilTimeUtc={until}", token);
            seen.AddRange(answer.FullIds);
            since = answer.Until;
        }

        (seen.Count, seen.Distinct().Count()).ShouldBe((Arrivals, Arrivals));
    }

    [Fact]
    public async Task No_stamp_is_earlier_than_a_bound_that_was_answered()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync();
        await scene.GetAsync("/api/alerts", token);
        await scene.AgeAsync("update alert_source set answered_ticks = answered_ticks + 36000000000");
        await scene.ArriveAsync("contoso", SiemScene.Alert("late"));
        (await scene.Database.ReadAsync("select processed_ticks >= answered_ticks from detection, alert_source")).ShouldBe(["True"]);
    }

    [Fact]
    public async Task A_detection_is_told_once_for_ever_and_new_evidence_goes_on_counting()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync();
        await scene.ArriveAsync("contoso", SiemScene.Alert("a", Address("192.0.2.1")));
        var first = await scene.GetAsync("/api/alerts", token);
        await scene.ArriveAsync("contoso", SiemScene.Alert("a", Address("192.0.2.1"), """ "status": "resolved", "assignedTo": "x", """, 1));
        (await scene.GetAsync("/api/alerts", token)).Text.ShouldBe(first.Text);
        await scene.ArriveAsync("contoso", SiemScene.Alert("a", $"{Address("192.0.2.1")}, {Address("192.0.2.2")}", version: 2));
        var after = await scene.GetAsync("/api/alerts", token);
        after.Json.AsArray().Select(row => (int)row!["AlertPart"]!).ShouldBe([0, 1]);
        after.FullIds[0].ShouldBe(first.FullIds.Single());
    }

    [Fact]
    public async Task A_file_and_the_process_of_it_are_one_detection_on_a_device()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        const string file = """ "fileName": "a.exe", "filePath": "C:\\x", "sha1": "da39" """;
        await scene.ArriveAsync("contoso", SiemScene.Alert("a", $$"""
            { "@odata.type": "#microsoft.graph.security.fileEvidence", "mdeDeviceId": "d1", "fileDetails": { {{file}} } },
            { "@odata.type": "#microsoft.graph.security.processEvidence", "mdeDeviceId": "d1", "imageFile": { {{file}} },
              "processCommandLine": "a.exe -x", "userAccount": { "accountName": "alice" } },
            { "@odata.type": "#microsoft.graph.security.fileEvidence", "mdeDeviceId": "d2", "fileDetails": { {{file}} } }
            """));
        var rows = (await scene.GetAsync("/api/alerts", await scene.TokenAsync())).Json.AsArray();
        rows.Select(row => $"{row!["FileName"]} {row["CommandLine"]} {row["UserName"]}").ShouldBe(["a.exe a.exe -x alice", "a.exe  "]);
    }

    private static string Address(string address) =>
        $$"""{ "@odata.type": "#microsoft.graph.security.ipEvidence", "ipAddress": "{{address}}" }""";

    private static async Task ArriveAsync(SiemScene scene, string connection)
    {
        const int page = 10;
        for (var number = 0; number < Arrivals / 2; number += page)
        {
            await scene.ArriveAsync(connection, Enumerable.Range(number, page).Select(one => SiemScene.Alert($"{connection}-{one}")));
        }
    }

    private static async Task<List<string>> PollAsync(SiemScene scene, string token, Task arriving, Func<SiemAnswer, string> next)
    {
        var (seen, since, isLast) = (new List<string>(), "2026-01-01", false);
        while (!isLast)
        {
            isLast = arriving.IsCompleted;
            var answer = await scene.GetAsync($"/api/alerts?sinceTimeUtc={since}", token);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            seen.AddRange(answer.FullIds);
            since = next(answer);
        }

        await arriving;
        return seen;
    }
}
