using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Service.Configuration;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Configuration;

/// <summary>docs/incidentsync.schema.json is what an editor completes by, docs/incidentsync.sample.json what one begins with.</summary>
public sealed class ConfigurationSchemaTests
{
    private static readonly string Schema = Source.PathOf("docs/incidentsync.schema.json");
    private static readonly string Sample = Source.PathOf("docs/incidentsync.sample.json");

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>What stands in the sample for a reader to replace, so it is not the default.</summary>
    private static readonly string[] Examples =
    [
        "Name", "TenantId", "ClientId", "SubscriptionId", "ResourceGroup", "Workspace", "Kind", "TokenFilePath", "ObjectId",
        "Authority", "Audience", "AllowedTenants", "KeyId", "Key", "Role", "Id", "Connections", "Defender",
        "Endpoint", "RuleId", "PublicUrl", "EntraClientId",
    ];

    [Fact]
    public void The_schema_is_what_the_options_say()
    {
        var made = ConfigurationSchema.Make().ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("INCIDENTSYNC_UPDATE") == "1")
        {
            File.WriteAllText(Schema, made);
        }

        File.ReadAllText(Schema).ShouldBe(
            made, "Run this test with INCIDENTSYNC_UPDATE=1: it writes the schema anew. The sample may lack the same setting.");
    }

    [Fact]
    public void The_sample_has_every_setting_that_there_is_and_no_other() =>
        Settings(JsonNode.Parse(File.ReadAllText(Sample), documentOptions: Commented)!).Distinct()
            .ShouldBe(ConfigurationSchema.Settings(ConfigurationSchema.Make()).Where(setting => !setting.EndsWith(":Policy")).ToList(),
                ignoreOrder: true);

    [Fact]
    public void The_sample_is_a_configuration_that_could_be_started() =>
        ConfigurationFile.Read(Sample).Errors.ShouldBeEmpty();

    [Fact]
    public void The_sample_shows_the_defaults_where_it_does_not_show_an_example()
    {
        var defaults = ConfigurationSchema.Make();
        Values(JsonNode.Parse(File.ReadAllText(Sample), documentOptions: Commented)!).Where(value => !IsExample(value.Path))
            .Where(value => DefaultOf(defaults, value.Path) is { } given && given != value.Json)
            .Select(value => $"{value.Path} is {value.Json}").ShouldBeEmpty();
    }

    private static bool IsExample(string path) => Examples.Contains(path[(path.LastIndexOf(':') + 1)..]);

    private static string? DefaultOf(JsonNode schema, string path)
    {
        JsonNode? at = schema;
        foreach (var name in path.Split(':'))
        {
            at = at?["properties"]?[name] ?? at?["items"]?["properties"]?[name];
        }

        return at?["default"]?.ToJsonString();
    }

    private static IEnumerable<string> Settings(JsonNode node) => Values(node).Select(value => value.Path);

    private static IEnumerable<(string Path, string Json)> Values(JsonNode? node, string path = "") => node switch
    {
        _ when path.EndsWith(":Policy", StringComparison.Ordinal) => [],
        JsonObject members => members.Where(member => member.Key != "$schema")
            .SelectMany(member => Values(member.Value, path.Length == 0 ? member.Key : $"{path}:{member.Key}")),
        JsonArray { Count: > 0 } items when items[0] is JsonObject => items.SelectMany(item => Values(item, path)),
        _ => [(path, node?.ToJsonString() ?? "null")],
    };
}
