using System.Net;
using IncidentSync.Service.Connections;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>The switch, on a service of its own. Every test leaves the connection running.</summary>
public class PauseTests(AdminService service) : IClassFixture<AdminService>
{
    private const string LastFour =
        """
        select string_agg(concat_ws(' ', action, coalesce(connection, '-'), allowed, reason), '; ' order by coalesce(first_at, at))
        from (select * from audit order by coalesce(first_at, at) desc limit 4) last
        """;

    private string Operate => service.Tokens.Operate;

    [Fact]
    public async Task A_paused_connection_reads_and_creates_nothing_until_it_is_resumed()
    {
        (await service.Client.PauseAsync(Operate)).Status.ShouldBe(HttpStatusCode.OK);
        await PausedAsync(service.Client);
        service.Simulator.World.Defender().Create(made => made with { DisplayName = "while paused" });
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Twins("while paused").ShouldBeEmpty();

        (await service.Client.ResumeAsync(Operate)).Status.ShouldBe(HttpStatusCode.OK);
        await Wait.UntilAsync(() => Twins("while paused").Count == 1, () => "The twin is missing.");
    }

    [Fact]
    public async Task A_link_of_a_paused_connection_rests_and_keeps_what_it_waits_for()
    {
        var link = await SyncedAsync("parked");
        await service.Client.PauseAsync(Operate);
        await service.Database.ExecuteAsync(
            $"update link set dirty_seq = dirty_seq + 1, not_before = clock_timestamp() where id = '{link}'");

        var rests = $"select 'yes' from link where id = '{link}' and not_before > clock_timestamp() and dirty_seq > done_seq";
        await Wait.UntilAsync(async () => await service.AskAsync(rests) == "yes", () => "It does not rest, or was planned.");
        await service.Client.ResumeAsync(Operate);
    }

    [Fact]
    public async Task Another_replica_honours_a_pause_and_its_end_within_seconds()
    {
        await using var other = await service.StartAsync();
        await service.Client.PauseAsync(Operate);
        await PausedAsync(other.Client);
        other.ModeOf("contoso").ShouldBe(ConnectionMode.Paused);

        await other.Client.ResumeAsync(Operate);
        await Wait.UntilAsync(async () => await StateAsync(service.Client) == "ok ok", () => "The first replica does not go on.");
        service.App.Services.GetRequiredService<ConnectionSet>().Find("contoso")!.Mode.ShouldBe(ConnectionMode.Sync);
    }

    [Fact]
    public async Task A_pause_outlives_a_restart()
    {
        await service.Client.PauseAsync(Operate);
        await using var restarted = await service.StartAsync();
        restarted.ModeOf("contoso").ShouldBe(ConnectionMode.Paused);
        await PausedAsync(restarted.Client);
        await service.Client.ResumeAsync(Operate);
    }

    [Fact]
    public async Task A_pause_says_who_why_and_since_when_and_a_second_one_does_not_take_it_over()
    {
        await service.Client.PauseAsync(Operate, reason: "the first");
        var pause = (await service.Client.PauseAsync(service.Tokens[TokenNames.PersonWhoOperates]!, reason: "the second")).Json["pause"]!;
        pause["reason"]!.GetValue<string>().ShouldBe("the first");
        pause["by"]!["appId"]!.GetValue<string>().ShouldBe(AdminApps.Operator.ClientId.ToString());
        pause["by"]!["issuer"]!.GetValue<string>().ShouldEndWith("/v2.0");
        pause["since"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));

        (await service.Client.ResumeAsync(Operate)).Json["pause"].ShouldBeNull();
    }

    [Fact]
    public async Task Every_operate_call_is_in_the_audit_allowed_or_not()
    {
        await service.Client.PauseAsync(Operate, reason: "audited");
        await service.Client.PauseAsync(service.Tokens.Read, reason: "not mine");
        await service.Client.ResumeAsync(Operate, "nobody");
        await service.Client.ResumeAsync(Operate, reason: "audited");

        await service.FlushDenialsAsync();
        (await service.AskAsync(LastFour)).ShouldBe("pause-connection contoso t audited; pause-connection contoso f the role is missing; "
            + "resume-connection - f no such connection; resume-connection contoso t audited");
    }

    [Fact]
    public async Task A_pause_of_an_unknown_connection_is_404() =>
        (await service.Client.PauseAsync(Operate, "nobody")).Status.ShouldBe(HttpStatusCode.NotFound);

    private static Task PausedAsync(AdminClient client) =>
        Wait.UntilAsync(async () => await StateAsync(client) == "paused paused", () => "Its feeds are not paused.");

    private static async Task<string> StateAsync(AdminClient client)
    {
        var contoso = (await client.GetAsync("/health/ready")).Json["connections"]![0]!;
        return $"{contoso["defender"]!["state"]} {contoso["sentinel"]!["state"]}";
    }

    private List<SentinelIncident> Twins(string title) =>
        [.. service.Simulator.World.Sentinel().Incidents().Where(twin => twin.Title == title)];

    private async Task<string> SyncedAsync(string title)
    {
        var incident = service.Simulator.World.Defender().Create(made => made with { DisplayName = title });
        var settled =
            $"select id from link where connection = 'contoso' and defender_id = '{incident.Id}' "
            + "and dirty_seq = done_seq and not open_intents";
        await Wait.UntilAsync(async () => (await service.AskAsync(settled)).Length > 0, () => $"{title} is not settled.");
        return await service.AskAsync(settled);
    }
}
