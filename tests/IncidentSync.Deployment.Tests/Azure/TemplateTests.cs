using System.Text.Json.Nodes;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Deployment.Tests.Azure;

/// <summary>The template of the stream's tables and rule: what the compiler says of it, and that it has the columns of the code.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TemplateTests
{
    private static readonly string Source = Repository.PathOf("deploy/azure/stream.bicep");
    private static readonly string Compiled = Repository.PathOf("deploy/azure/stream.json");

    private static readonly string Compiler = Path.Combine(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        "azure.bicep.commandline.linux-x64", "0.49.2", "tools", "bicep");

    [Fact]
    public async Task It_compiles_without_a_word_to_the_file_beside_it()
    {
        // The package keeps no executable bit.
        File.SetUnixFileMode(Compiler, File.GetUnixFileMode(Compiler) | UnixFileMode.UserExecute);
        var ended = await Machine.RunAsync(Compiler, ["build", Source, "--stdout"], new Dictionary<string, string>
        {
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        });
        (ended.Code, ended.Error).ShouldBe((0, ""));
        JsonNode.DeepEquals(JsonNode.Parse(ended.Output), JsonNode.Parse(await File.ReadAllTextAsync(Compiled, Token))).ShouldBeTrue(
            "deploy/azure/stream.json is not what deploy/azure/stream.bicep compiles to; run: bicep build deploy/azure/stream.bicep");
    }

    [Fact]
    public void Its_tables_and_streams_have_the_columns_of_the_code()
    {
        Columns("alertColumns").ShouldBe(AlertColumns.All.Select(column => $"{column.Name} {column.Type}"), ignoreOrder: true);
        Columns("evidenceColumns").ShouldBe(EvidenceColumns.All.Select(column => $"{column.Name} {column.Type}"), ignoreOrder: true);
    }

    // "Column names are up to 45 characters long; _ResourceId, id, _SubscriptionId, TenantId, Type, UniqueId and Title are reserved"
    // (learn.microsoft.com, "Add or delete tables and columns in Azure Monitor Logs").
    [Fact]
    public void No_column_has_a_name_that_the_workspace_reserves()
    {
        string[] reserved = ["id", "Title", "Type", "TenantId", "UniqueId", "_ResourceId", "_SubscriptionId"];
        foreach (var name in AlertColumns.All.Concat(EvidenceColumns.All).Select(column => column.Name))
        {
            reserved.Contains(name, StringComparer.OrdinalIgnoreCase).ShouldBeFalse(name);
            name.Length.ShouldBeLessThanOrEqualTo(45);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Columns(string variable) =>
        JsonNode.Parse(File.ReadAllText(Compiled))!["variables"]![variable]!.AsArray()
            .Select(column => $"{column!["name"]} {column["type"]}");
}
