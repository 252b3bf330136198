using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>The switch, on a service of its own, each test ending with a connection that runs.</summary>
public class PauseTests(AdminService service) : IClassFixture<AdminService>
{
    [Fact]
    public async Task A_paused_connection_creates_nothing_until_it_is_resumed()
    {
        (await service.Client.PauseAsync(service.Tokens.Operate)).Status.ShouldBe(HttpStatusCode.OK);
        await Eventually.IsAsync(() => IsPausedAsync(service.Client));
        var incident = service.Simulator.World.Defender().Create(made => made with { DisplayName = "while paused" });
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        service.Simulator.World.Sentinel().Incidents().ShouldBeEmpty();

        (await service.Client.ResumeAsync(service.Tokens.Operate)).Status.ShouldBe(HttpStatusCode.OK);
        await Eventually.IsAsync(() => Task.FromResult(service.Simulator.World.Sentinel().Incidents().Any(twin => twin.Title == incident.DisplayName)));
    }

    [Fact]
    public async Task A_link_of_a_paused_connection_is_neither_planned_nor_written_and_keeps_what_it_waits_for()
    {
        var link = await SyncedAsync("parked");
        await service.Client.PauseAsync(service.Tokens.Operate);
        await service.AskAsync($"update link set dirty_seq = dirty_seq + 1, not_before = clock_timestamp() where id = '{link}'");
        await Eventually.IsAsync(async () => await service.AskAsync($"select not_before > clock_timestamp() from link where id = '{link}'") == "True");
        (await service.AskAsync($"select dirty_seq > done_seq from link where id = '{link}'")).ShouldBe("True");
        await service.Client.ResumeAsync(service.Tokens.Operate);
    }

    [Fact]
    public async Task Another_replica_honours_a_pause_within_seconds()
    {
        var other = await service.StartAsync();
        await service.Client.PauseAsync(service.Tokens.Operate);
        await Eventually.IsAsync(() => IsPausedAsync(other.Client));
        other.App.Services.GetRequiredService<ConnectionSet>().Find("contoso")!.Mode.ShouldBe(ConnectionMode.Paused);

        await other.Client.ResumeAsync(service.Tokens.Operate);
        await Eventually.IsAsync(async () => !await IsPausedAsync(service.Client) && !await IsPausedAsync(other.Client));
    }

    [Fact]
    public async Task A_pause_outlives_a_restart()
    {
        await service.Client.PauseAsync(service.Tokens.Operate);
        var restarted = await service.StartAsync();
        restarted.App.Services.GetRequiredService<ConnectionSet>().Find("contoso")!.Mode.ShouldBe(ConnectionMode.Paused);
        await Eventually.IsAsync(() => IsPausedAsync(restarted.Client));
        await service.Client.ResumeAsync(service.Tokens.Operate);
    }

    [Fact]
    public async Task A_pause_says_who_why_and_since_when_and_a_second_one_does_not_take_it_over()
    {
        await service.Client.PauseAsync(service.Tokens.Operate, reason: "the first");
        var answer = await service.Client.PauseAsync(service.Tokens[TokenNames.PersonWhoOperates]!, reason: "the second");
        var pause = answer.Json["pause"]!;
        pause["reason"]!.GetValue<string>().ShouldBe("the first");
        pause["by"]!["appId"]!.GetValue<string>().ShouldBe(AdminApps.Operator.ClientId.ToString());
        pause["by"]!["issuer"]!.GetValue<string>().ShouldEndWith("/v2.0");
        pause["since"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));

        (await service.Client.ResumeAsync(service.Tokens.Operate)).Json["pause"].ShouldBeNull();
    }

    [Fact]
    public async Task Every_operate_call_is_in_the_audit_allowed_or_not()
    {
        await service.Client.PauseAsync(service.Tokens.Operate, reason: "audited");
        await service.Client.PauseAsync(service.Tokens.Read, reason: "not mine");
        await service.Client.ResumeAsync(service.Tokens.Operate, "nobody");
        await service.Client.ResumeAsync(service.Tokens.Operate, reason: "audited");

        var rows = await service.AskAsync("select string_agg(action || ' ' || coalesce(connection, '-') || ' ' || allowed || ' ' || reason, '; ' order by id) from (select * from audit order by id desc limit 4) last");
        rows.ShouldBe("pause-connection contoso true audited; pause-connection contoso false the role is missing; "
            + "resume-connection - false no such connection; resume-connection contoso true audited");
    }

    [Theory]
    [InlineData("update audit set reason = 'nothing'")]
    [InlineData("delete from audit")]
    [InlineData("truncate audit cascade")]
    public async Task The_audit_is_append_only(string sql)
    {
        await service.Client.ResumeAsync(service.Tokens.Operate);
        (await Should.ThrowAsync<PostgresException>(() => service.AskAsync(sql))).MessageText.ShouldContain("append-only");
    }

    [Fact]
    public async Task A_pause_of_an_unknown_connection_is_404() =>
        (await service.Client.PauseAsync(service.Tokens.Operate, "nobody")).Status.ShouldBe(HttpStatusCode.NotFound);

    private static async Task<bool> IsPausedAsync(AdminClient client)
    {
        var ready = (await client.GetAsync("/health/ready")).Json["connections"]!.AsArray().Single(connection => connection!["name"]!.GetValue<string>() == "contoso")!;
        return ready["defender"]!["state"]!.GetValue<string>() == "paused" && ready["sentinel"]!["state"]!.GetValue<string>() == "paused";
    }

    private async Task<string> SyncedAsync(string title)
    {
        var incident = service.Simulator.World.Defender().Create(made => made with { DisplayName = title });
        var settled = $"select id from link where connection = 'contoso' and defender_id = '{incident.Id}' and dirty_seq = done_seq and not open_intents";
        await Eventually.IsAsync(async () => (await service.AskAsync(settled)).Length > 0);
        return await service.AskAsync(settled);
    }
}
