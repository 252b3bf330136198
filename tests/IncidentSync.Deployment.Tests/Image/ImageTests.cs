using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using IncidentSync.Deployment.Tests.Chart;

namespace IncidentSync.Deployment.Tests.Image;

/// <summary>The image, built and started: as user 1654, without a capability, with nothing that it could write to.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ImageTests(BuiltImage image) : IClassFixture<BuiltImage>
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void It_says_who_runs_it_and_what_it_is()
    {
        image.MustBeThere();
        var configuration = image.Configuration;
        $"{configuration["User"]}".ShouldBe("1654:1654");
        Words(configuration["Entrypoint"]!).ShouldBe(["/usr/bin/dotnet", "/app/incidentsync.dll"]);
        Words(configuration["Cmd"]!).ShouldBe(["run"]);
        configuration["ExposedPorts"]!.AsObject().Select(port => port.Key).ShouldBe(["8080/tcp"]);
        Words(configuration["Env"]!).ShouldContain("ASPNETCORE_URLS=http://+:8080");
        Words(configuration["Env"]!).ShouldContain("ASPNETCORE_HTTP_PORTS=");
        Words(configuration["Env"]!).ShouldContain("DOTNET_EnableDiagnostics=0");
        configuration["Labels"]!["org.opencontainers.image.title"]!.GetValue<string>().ShouldBe("incidentsync");
        configuration["Labels"]!["org.opencontainers.image.revision"]!.GetValue<string>().Length.ShouldBe(40);
    }

    [Fact]
    public async Task Its_version_is_the_charts_and_the_programs()
    {
        image.MustBeThere();
        var version = image.Configuration["Labels"]!["org.opencontainers.image.version"]!.GetValue<string>();
        (await Release.OfAsync("{}")).Container.Image.ShouldEndWith($":{version}");
        FileVersionInfo.GetVersionInfo(Path.Combine(image.Root, "app/incidentsync.dll")).ProductVersion.ShouldStartWith(version);
    }

    [Fact]
    public async Task It_cannot_change_its_own_files_and_holds_no_simulator()
    {
        image.MustBeThere();
        var files = (await Machine.RunAsync("find", [Path.Combine(image.Root, "app"), "-printf", "%U %m %f\n"])).Output.Trim().Split('\n');
        files.ShouldContain(file => file.EndsWith(" incidentsync.dll"));
        files.Where(file => !file.StartsWith("0 ") || IsWritableByOthers(file.Split(' ')[1])).ShouldBeEmpty();
        files.ShouldAllBe(file => !file.Contains("imulator"));
    }

    [Fact]
    public async Task Without_a_connection_string_it_ends_with_3_and_names_the_variable()
    {
        image.MustBeThere();
        await using var sandbox = Sandbox.Start(image, Nothing, Nothing, "migrate");
        (await sandbox.ExitAsync()).ShouldBe(3, sandbox.Error);
        sandbox.Error.ShouldContain("IncidentSync__Store__ConnectionString");
    }

    [Fact]
    public async Task Without_its_client_secret_it_ends_with_2()
    {
        image.MustBeThere();
        var environment = new Dictionary<string, string> { ["IncidentSync__Connections__0__Defender__Credential__Kind"] = "ClientSecret" };
        await using var sandbox = Sandbox.Start(image, environment, Nothing, "run");
        (await sandbox.ExitAsync()).ShouldBe(2, sandbox.Error);
        sandbox.Error.ShouldContain("IncidentSync:Connections:0:Defender:Credential:ClientSecret is missing");
    }

    [Fact]
    public async Task Without_ICU_it_ends_with_1()
    {
        image.MustBeThere();
        var environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" };
        await using var sandbox = Sandbox.Start(image, environment, Nothing, "run");
        (await sandbox.ExitAsync()).ShouldBe(1, sandbox.Error);
    }

    [Fact]
    public async Task What_the_chart_renders_migrates_checks_runs_and_stops_in_it()
    {
        image.MustBeThere();
        await using var pod = await Pod.CreateAsync(image);
        await using var migrate = pod.Start(pod.Release.Migration.Spec.Template.Spec.Containers.Single());
        (await migrate.ExitAsync()).ShouldBe(0, migrate.Error);
        await using var check = pod.Start(pod.Release.Check.Spec.Containers.Single());
        (await check.ExitAsync()).ShouldBe(0, check.Output + check.Error);

        await using var run = pod.Start(pod.Release.Container);
        var incident = pod.Portals.World.Defender().Create().Id;
        await run.UntilAsync(() => pod.Portals.World.Sentinel().Incidents().Any(twin =>
            twin.Labels.Any(label => label.Name == $"defender:{incident}")));
        (await AskAsync(pod.Port, "/health/ready")).ShouldBe(HttpStatusCode.OK);
        run.Terminate();
        (await run.ExitAsync()).ShouldBe(0, run.Error);
        run.Error.ShouldBeEmpty();
        run.Output.Split('\n').ShouldAllBe(line => IsJson(line));
    }

    // Loopback has many addresses, of which a service that listens on its own default has one.
    private static async Task<HttpStatusCode> AskAsync(int port, string path)
    {
        using var http = new HttpClient();
        return (await http.GetAsync($"http://127.0.0.2:{port}{path}", TestContext.Current.CancellationToken)).StatusCode;
    }

    private static bool IsJson(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.ValueKind == JsonValueKind.Object;
    }

    private static bool IsWritableByOthers(string mode) => (Convert.ToInt32(mode, 8) & Convert.ToInt32("022", 8)) != 0;

    private static List<string> Words(System.Text.Json.Nodes.JsonNode list) => [.. list.AsArray().Select(word => word!.GetValue<string>())];
}
