namespace IncidentSync.Service.Tests.Admin;

[Collection<AdminCollection>]
public class ConnectionTests(AdminService service)
{
    [Fact]
    public async Task A_connection_tells_its_links_by_state()
    {
        var links = (await ReadAsync("quiet"))["links"]!;
        links.ToJsonString().ShouldBe("""{"live":5,"unpaired":1,"merged":0,"deleted":0,"held":1,"quarantined":1,"divergent":0}""");
    }

    [Fact]
    public async Task A_connection_tells_what_waits_to_be_planned_and_written()
    {
        var quiet = await ReadAsync("quiet");
        quiet["dirty"]!.GetValue<int>().ShouldBe(3);
        quiet["openIntents"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_its_configuration_pauses_says_so_and_has_no_lag()
    {
        var quiet = await ReadAsync("quiet");
        quiet["mode"]!.GetValue<string>().ShouldBe("paused");
        quiet["defender"]!["state"]!.GetValue<string>().ShouldBe("paused");
        quiet["defender"]!["cursor"]!.GetValue<string>().ShouldContain(".0000005");
        quiet["lagSeconds"].ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_that_runs_tells_when_each_portal_was_last_read()
    {
        await Wait.UntilAsync(async () => (await ReadAsync("contoso"))["sentinel"]!["state"]!.GetValue<string>() == "ok", () => "It is not read.");
        var contoso = await ReadAsync("contoso");
        contoso["sentinel"]!["lastSuccess"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        contoso["lagSeconds"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
        contoso["native"]!.GetValueKind().ShouldBeOneOf(System.Text.Json.JsonValueKind.True, System.Text.Json.JsonValueKind.False);
    }

    private async Task<System.Text.Json.Nodes.JsonNode> ReadAsync(string name) =>
        (await service.Client.GetAsync("/api/v1/connections", service.Tokens.Read)).Connection(name);
}
