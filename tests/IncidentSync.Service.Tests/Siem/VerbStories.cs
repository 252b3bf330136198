using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>The verbs of the command line, as processes of their own beside a service that runs.</summary>
[SupportedOSPlatform("linux")]
public sealed class VerbStories(PostgresFixture postgres) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("siem").FullName;

    [Fact]
    public async Task A_client_of_ArcSight_is_enabled_with_its_files_and_works_at_once()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var shown = await RunAsync(
            scene, 0, "enable", "--client", "arc", "--type", "ArcSight", "--connection", "contoso", "--out", _directory);
        var (id, secret) = (Value(shown, "Client ID"), Value(shown, "Client secret"));
        Directory.GetFiles(_directory).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["WDATP-connector.jsonparser.properties", "WDATP-connector.properties", "siem-arc.txt"]);
        foreach (var file in Directory.GetFiles(_directory))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await File.ReadAllTextAsync(Path.Combine(_directory, "siem-arc.txt"), Stop)).ShouldContain($"Client secret: {secret}");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret, ["resource"] = Value(shown, "Resource"),
        };
        var token = await scene.PostAsync(new Uri(Value(shown, "Authorization server URL")).PathAndQuery, form);
        token.Status.ShouldBe(HttpStatusCode.OK, token.Text);
        (await scene.GetAsync("/api/alerts", (string)token.Json["access_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
        await RunAsync(scene, 0, "disable", "--client", "arc");
        (await scene.GetAsync("/api/alerts", (string)token.Json["access_token"]!)).Status
            .ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
        var listed = await RunAsync(scene, 0, "list");
        listed.ShouldContain("arc: ArcSight, contoso, disabled");
        listed.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_file_that_is_there_or_a_link_is_not_written_and_no_client_is_made()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var elsewhere = Path.Combine(_directory, "elsewhere");
        File.CreateSymbolicLink(Path.Combine(_directory, "WDATP-connector.properties"), elsewhere);
        await RunAsync(scene, 1, "enable", "--client", "arc", "--type", "ArcSight", "--connection", "contoso", "--out", _directory);
        File.Exists(elsewhere).ShouldBeFalse();
        File.Exists(Path.Combine(_directory, "siem-arc.txt")).ShouldBeFalse();
        (await scene.Database.ReadAsync("select name from siem_client")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tokens_and_secrets_are_shown_once_and_a_name_is_used_once()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var client = await scene.EnableAsync();
        var tokens = await RunAsync(scene, 0, "token", "--client", "SPLUNK");
        (await scene.GetAsync("/api/alerts", Value(tokens, "Access token"))).Status.ShouldBe(HttpStatusCode.OK);
        (await scene.SignInAsync(client, more: [("grant_type", "refresh_token"), ("refresh_token", Value(tokens, "Refresh token"))])).Status
            .ShouldBe(HttpStatusCode.OK);
        var renewed = await RunAsync(scene, 0, "secret", "--client", "splunk");
        (await scene.SignInAsync(client with { Text = Value(renewed, "Client secret") })).Status.ShouldBe(HttpStatusCode.OK);
        await RunAsync(scene, 1, "enable", "--client", "Splunk", "--type", "Generic", "--connection", "contoso");
        await RunAsync(scene, 2, "enable", "--client", "../x", "--type", "Generic", "--connection", "contoso");
        await RunAsync(scene, 2, "enable", "--client", "x", "--type", "Generic", "--connection", "nobody");
        await RunAsync(scene, 1, "token", "--client", "nobody");
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Value(string shown, string name) =>
        Regex.Match(shown, $"^{name}: (.+?)\r?$", RegexOptions.Multiline).Groups[1].Value;

    private static async Task<string> RunAsync(SiemScene scene, int code, params string[] arguments)
    {
        var file = new Settings().With("Store:ConnectionString", scene.Database.ConnectionString)
            .With("Siem:Api:PublicUrl=https://siem.contoso.com; Bus:Transport=InMemory")
            .With("Admin:Authority", null).With("Admin:Audience", null).With("Admin:AllowedTenants:0", null).Write();
        await using var process = ServiceProcess.Start(["siem", .. arguments, "--config", file]);
        (await process.ExitAsync()).ShouldBe(code, $"{process.Output} {process.Error}");
        return process.Output;
    }
}
