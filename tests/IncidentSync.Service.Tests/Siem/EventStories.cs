using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>/api/v1/siem/alerts: raw alerts behind a position, for clients that are written anew.</summary>
public sealed class EventStories(PostgresFixture postgres)
{
    [Fact]
    public async Task A_client_that_follows_next_gets_every_version_once_in_order()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync("both", "contoso,fabrikam");
        await scene.ArriveAsync("contoso", Enumerable.Range(0, 5).Select(number => SiemScene.Alert($"a{number}")));
        await scene.ArriveAsync("fabrikam", SiemScene.Alert("b"));
        await scene.ArriveAsync("contoso", SiemScene.Alert("a0", members: """ "status": "resolved", """, version: 1));
        var (items, next) = await FollowAsync(scene, token, "", top: 2);
        items.Select(item => $"{item["connection"]} {item["kind"]} {item["alert"]!["id"]} {item["alert"]!["status"]}")
            .Where(item => item.StartsWith("contoso"))
            .ShouldBe(
            [
                "contoso new a0 ", "contoso new a1 ", "contoso new a2 ", "contoso new a3 ", "contoso new a4 ",
                "contoso changed a0 resolved",
            ]);
        items.Count.ShouldBe(7);
        await scene.ArriveAsync("fabrikam", SiemScene.Alert("c"));
        (await FollowAsync(scene, token, next, top: 2)).Items.Select(item => (string)item["alert"]!["id"]!).ShouldBe(["c"]);
    }

    [Fact]
    public async Task What_a_client_does_not_see_is_passed_for_good()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync();
        await scene.ArriveAsync("contoso", SiemScene.Alert("hidden", source: "microsoftDefenderForIdentity"));
        var first = await scene.GetAsync("/api/v1/siem/alerts", token);
        first.Json["items"]!.AsArray().ShouldBeEmpty();
        await scene.ArriveAsync("contoso", SiemScene.Alert("seen"));
        var second = await scene.GetAsync($"/api/v1/siem/alerts?after={first.Json["next"]}", token);
        second.Json["items"]!.AsArray().Single()!["alert"]!["id"]!.GetValue<string>().ShouldBe("seen");
    }

    [Fact]
    public async Task A_position_in_a_lost_database_is_none_in_the_next()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync();
        await scene.ArriveAsync("contoso", SiemScene.Alert("a"));
        var (_, next) = await FollowAsync(scene, token, "", top: 100);
        await scene.Database.ExecuteAsync("update alert_source set born = gen_random_uuid()");
        (await FollowAsync(scene, token, next, top: 100)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_ends_before_it_is_too_large()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var token = await scene.TokenAsync();
        await scene.ArriveAsync("contoso", Enumerable.Range(0, 12).Select(number => SiemScene.Alert($"a{number}")));
        await scene.AgeAsync("update alert_event set raw = json_build_object('id', alert_id, 'x', repeat('x', 2000000))");
        var first = await scene.GetAsync("/api/v1/siem/alerts?top=1000", token);
        first.Json["items"]!.AsArray().Count.ShouldBe(4);
        (await FollowAsync(scene, token, "", top: 1000)).Items.Count.ShouldBe(12);
    }

    [Theory]
    [InlineData("top=0")]
    [InlineData("top=1001")]
    [InlineData("after=nonsense")]
    [InlineData("since=2026-11-20")]
    public async Task What_cannot_be_meant_is_400(string query)
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        (await scene.GetAsync($"/api/v1/siem/alerts?{query}", await scene.TokenAsync())).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<(List<JsonNode> Items, string Next)> FollowAsync(SiemScene scene, string token, string after, int top)
    {
        var items = new List<JsonNode>();
        while (true)
        {
            var answer = await scene.GetAsync($"/api/v1/siem/alerts?top={top}{(after.Length > 0 ? $"&after={after}" : "")}", token);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            after = (string)answer.Json["next"]!;
            var page = answer.Json["items"]!.AsArray();
            if (page.Count == 0)
            {
                return (items, after);
            }

            items.AddRange(page.Select(item => item!));
        }
    }
}
