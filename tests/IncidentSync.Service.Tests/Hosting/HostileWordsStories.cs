using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Links;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>
/// A portal, an identity provider and a database that say 300 KB of what moves a terminal: health, <c>check</c> and the log stay short, one
/// line a saying, and printable.
/// </summary>
public sealed class HostileWordsStories(PostgresFixture postgres)
{
    private const int LongestLine = 8_000;

    // What JSON can be made to say, and then to be.
    private static readonly string Words =
        "\u001B[2J\u001B]0;owned\u0007\r\nfake: ok\n\u202Egpj\u2066\u009B31m\u2028\0" + new string('x', 300_000);

    public static TheoryData<string, string> Sinks => new()
    {
        { "portal", "json" }, { "portal", "simple" }, { "entra", "json" }, { "entra", "simple" },
    };

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task A_hostile_portals_words_leave_the_process_short_and_printable(string who, string formatter)
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var hostile = await RawServer.StartAsync(Hostile(who));
        var settings = Against(simulator, hostile, who, database.ConnectionString).Write();
        await using var service = ServiceProcess.Start(
            new Dictionary<string, string> { ["Logging__Console__FormatterName"] = formatter }, "--config", settings);
        using var http = new HttpClient { BaseAddress = await service.AddressAsync() };
        var health = "";
        await Wait.UntilAsync(
            async () => (health = await ReadyAsync(http)).Contains("access denied"), () => $"{health} {service.Output}");
        await Wait.UntilAsync(() => service.Output.Contains("access denied"), () => service.Output);
        health.Length.ShouldBeLessThan(2_000);
        ShouldBeSafe(JsonNode.Parse(health)!["connections"]![0]!["defender"]!["error"]!.GetValue<string>());
        ShouldBeSafe(service.Output);
    }

    [Theory]
    [InlineData("portal")]
    [InlineData("entra")]
    public async Task Check_says_a_hostile_portals_words_short_and_printable(string who)
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var hostile = await RawServer.StartAsync(Hostile(who));
        await using var check = ServiceProcess.Start(
            "check", "--config", Against(simulator, hostile, who, database.ConnectionString).Write());
        (await check.ExitAsync()).ShouldBe(1, check.Error);
        check.Output.ShouldContain("access denied");
        check.Output.Split('\n').Max(line => line.Length).ShouldBeLessThan(500);
        ShouldBeSafe(check.Output);
        ShouldBeSafe(check.Error);
    }

    [Fact]
    public async Task Check_says_what_a_hostile_portal_refuses_short_and_printable()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var hostile = await RawServer.StartAsync(Hostile("portal", 400));
        await using var check = ServiceProcess.Start(
            "check", "--config", Against(simulator, hostile, "portal", database.ConnectionString).Write());
        (await check.ExitAsync()).ShouldBe(1, check.Error);
        check.Output.ShouldContain("refused (HTTP 400");
        ShouldBeSafe(check.Output);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("check")]
    public async Task A_hostile_databases_words_are_one_short_line(string verb)
    {
        await using var hostile = new HostilePostgres(Words.Replace("\0", ""));
        var connection = $"Host=127.0.0.1;Port={hostile.Port};Username=app;Password=canary;SSL Mode=Disable;GSS Encryption Mode=Disable";
        await using var process = ServiceProcess.Start(verb, "--config", new Settings().With("Store:ConnectionString", connection).Write());
        (await process.ExitAsync()).ShouldBe(3, process.Error);
        process.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.Length.ShouldBeLessThan(500), line => line.ShouldContain("fake: ok"), line => line.ShouldNotContain("canary"));
        ShouldBeSafe(process.Error);
    }

    [Fact]
    public void No_failure_holds_words_as_they_came()
    {
        Failure[] failures =
        [
            HttpFailure.Refused(400, Words, Words), HttpFailure.Denied(403, Words, Words),
            new Failure.RetryLater(null, Words), new Failure.Unknown(Words),
        ];
        foreach (var said in failures.SelectMany(failure => new[] { failure.Summary, failure.Words, failure.ToString() }))
        {
            said.Length.ShouldBeLessThan(1_500);
            ShouldBeSafe(said);
        }
    }

    private static async Task<string> ReadyAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("health/ready", TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static void ShouldBeSafe(string said)
    {
        foreach (var line in said.Split('\n'))
        {
            line.Length.ShouldBeLessThan(LongestLine);
            var first = line.EnumerateRunes().FirstOrDefault(rune => rune.Value is not ('\r' or '\t') && Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            first.ShouldBe(default, $"U+{first.Value:X4} in {line}");
            line.ShouldNotStartWith("fake: ok");
        }
    }

    private static Settings Against(SimulatorHost simulator, RawServer hostile, string who, string connectionString)
    {
        var settings = new Settings().For(simulator, connectionString);
        return who == "entra"
            ? settings.With("Connections:0:Defender:AuthorityHost", hostile.Address.AbsoluteUri)
                .With("Connections:0:Sentinel:AuthorityHost", hostile.Address.AbsoluteUri)
            : settings.With("Connections:0:Defender:GraphEndpoint", $"{hostile.Address}v1.0")
                .With("Connections:0:Sentinel:ArmEndpoint", hostile.Address.AbsoluteUri);
    }

    private static byte[] Hostile(string who, int status = 403)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["error"] = who == "entra" ? Words : new JsonObject { ["code"] = Words, ["message"] = Words },
            ["error_description"] = Words,
            ["error_codes"] = new JsonArray(700016),
        }.ToJsonString());
        // Entra's client reads no answer of a character set that it does not know.
        var set = who == "entra" ? "" : "; charset=\"\u001B[2J\"";
        var head = $"HTTP/1.1 {status} \u001B[31mowned\r\nContent-Type: application/json{set}\r\n"
            + $"x-ms-correlation-request-id: \u001B[2J{new string('y', 9_000)}\r\n"
            + "x-ms-ratelimit-remaining-subscription-reads: \u001B[2J\r\n"
            + $"WWW-Authenticate: Bearer error=\"\u001B[2J\"\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.Latin1.GetBytes(head), .. body];
    }

    private static Task<SimulatorHost> SimulateAsync() => SimulatorHost.StartAsync(
        new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true },
        TestContext.Current.CancellationToken);
}
