using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>The brake, on a service of its own.</summary>
public class BrakeTests(AdminService service) : IClassFixture<AdminService>
{
    private const string Engage =
        "update brake set engaged_at = clock_timestamp(), reason = '30 links would be closed' where connection = 'contoso'";

    [Fact]
    public async Task A_brake_says_why_and_since_when_and_holds_writes_until_it_is_released()
    {
        await SyncedAsync("before");
        await service.Database.ExecuteAsync(Engage);
        var brake = (await ConnectionAsync())["brake"]!;
        brake["reason"]!.GetValue<string>().ShouldBe("30 links would be closed");
        brake["since"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));

        service.Simulator.World.Defender().Create(made => made with { DisplayName = "while braked" });
        await Wait.UntilAsync(
            async () => await service.AskAsync(
                "select count(*) from intent join link on link.id = link_id where link.connection = 'contoso'") != "0",
            () => "Nothing is planned.");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Twins("while braked").ShouldBe(0);

        (await service.Client.ReleaseAsync(service.Tokens.Operate, reason: "it was the cleaning up")).Json["brake"].ShouldBeNull();
        await service.Database.ExecuteAsync("update link set not_before = clock_timestamp()");
        await Wait.UntilAsync(() => Twins("while braked") == 1, () => "The twin is not made.");
        (await service.AskAsync("select action || ' ' || audit.reason from brake join audit on audit.id = release"))
            .ShouldBe("release-connection it was the cleaning up");
    }

    [Fact]
    public async Task A_release_of_a_brake_that_is_off_changes_nothing_and_is_in_the_audit()
    {
        (await service.Client.ReleaseAsync(service.Tokens.Operate, "quiet", "just in case")).Status.ShouldBe(HttpStatusCode.OK);
        (await service.AskAsync("select count(*) from brake where connection = 'quiet' and released_at is not null")).ShouldBe("0");
        (await service.AskAsync("select count(*) from audit where action = 'release-connection' and reason = 'just in case'"))
            .ShouldBe("1");
    }

    [Fact]
    public async Task A_release_of_an_unknown_connection_is_404() =>
        (await service.Client.ReleaseAsync(service.Tokens.Operate, "nobody")).Status.ShouldBe(HttpStatusCode.NotFound);

    private async Task<JsonNode> ConnectionAsync() =>
        (await service.Client.GetAsync("/api/v1/connections", service.Tokens.Read)).Connection("contoso");

    private int Twins(string title) => service.Simulator.World.Sentinel().Incidents().Count(twin => twin.Title == title);

    private async Task SyncedAsync(string title)
    {
        service.Simulator.World.Defender().Create(made => made with { DisplayName = title });
        await Wait.UntilAsync(() => Twins(title) == 1, () => "There is no twin.");
    }
}
