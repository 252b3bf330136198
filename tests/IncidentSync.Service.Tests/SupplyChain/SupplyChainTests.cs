using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.SupplyChain;

/// <summary>What the service is built of: from where, which version, under which licence.</summary>
public sealed class SupplyChainTests
{
    [Fact]
    public async Task Everything_that_is_shipped_has_a_licence_that_allows_it()
    {
        var bill = JsonNode.Parse(await BillAsync())!;
        bill["components"]!.AsArray().Select(component => component!["name"]!.GetValue<string>()).ShouldContain("MassTransit");
        LicenceGate.Refused(bill).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        var projects = new[] { "src", "tests" }.SelectMany(
            folder => Directory.GetFiles(Source.PathOf(folder), "*.csproj", SearchOption.AllDirectories)).ToList();
        projects.ShouldNotBeEmpty();
        projects.Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_package_comes_from_one_source()
    {
        var mapping = XDocument.Load(Source.PathOf("nuget.config")).Descendants("packageSourceMapping").Single();
        mapping.Descendants("packageSource").Count().ShouldBe(1);
        mapping.Descendants("package").Select(package => package.Attribute("pattern")!.Value).ShouldBe(["*"]);
    }

    [Fact]
    public void Continuous_integration_restores_what_is_locked_and_nothing_else() =>
        File.ReadAllLines(Source.PathOf(".ci/run")).ShouldContain("export RestoreLockedMode=true");

    private static async Task<string> BillAsync()
    {
        var folder = Directory.CreateTempSubdirectory("incidentsync-bill-");
        string[] arguments =
        [
            "CycloneDX", "src/IncidentSync.Service/IncidentSync.Service.csproj", "--output", folder.FullName, "--output-format", "Json",
            "--disable-package-restore",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Source.PathOf("."), RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, said);
        var bill = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "bom.json"), TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        return bill;
    }
}
