using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>The chart's schema knows every setting of the service and no other, so that a new one cannot be forgotten.</summary>
public sealed partial class SchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Chart, "values.schema.json")))!;

    // What the chart has instead of a setting of the service.
    private static readonly string[] InTheEnvironment = ["existingSecret", "key", "passwordKey"];

    private static readonly string[] KubernetesOwn = ["resources", "podSecurityContext", "securityContext"];

    public static TheoryData<string, Type, string> Sections => new()
    {
        { "defender", typeof(DefenderOptions), "" },
        { "sentinel", typeof(SentinelOptions), "" },
        { "filter", typeof(FilterOptions), "" },
        { "owner", typeof(OwnerOptions), "" },
        { "brake", typeof(BrakeOptions), "" },
        { "timing", typeof(TimingOptions), "" },
        { "alerts", typeof(AlertsOptions), "" },
        { "stream", typeof(StreamOptions), "" },
        { "siemApi", typeof(SiemApiOptions), "" },
        { "siemClient", typeof(SiemClientOptions), "" },
        { "grant", typeof(GrantOptions), "" },
        { "connection", typeof(ConnectionOptions), "Name" },
        { "defaults", typeof(ConnectionOptions), "Name" },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_schema_knows_every_setting_of_a_section_and_no_other(string section, Type options, string outside) =>
        Members(Schema["definitions"]![section]!).ShouldBe(Names(options).Where(name => name != outside), ignoreOrder: true);

    [Fact]
    public void The_schema_knows_every_setting_of_a_credential_and_where_its_secrets_are() =>
        Members(Schema["definitions"]!["credential"]!)
            .ShouldBe([.. Names(typeof(CredentialOptions)), .. InTheEnvironment], ignoreOrder: true);

    [Fact]
    public void The_schema_knows_every_quota() => Members(Root("quota")).ShouldBe(Names(typeof(QuotaOptions)), ignoreOrder: true);

    [Fact]
    public void The_schema_knows_what_other_siems_get() =>
        Members(Root("siem")).ShouldBe(Names(typeof(SiemOptions)), ignoreOrder: true);

    [Fact]
    public void The_values_know_every_setting_of_the_rest_in_the_charts_own_words()
    {
        Members(Root("admin")).Select(Capital).ShouldBe(Names(typeof(AdminOptions)), ignoreOrder: true);
        Members(Root("security")).Select(Capital).ShouldBe(Names(typeof(SecurityOptions)), ignoreOrder: true);
        Members(Root("bus")).ShouldBe(["transport", "rabbitmq"], ignoreOrder: true);
        Members(Root("bus")["properties"]!["rabbitmq"]!).Where(name => !name.EndsWith("Key") && name != "existingSecret").Select(Capital)
            .ShouldBe(Names(typeof(RabbitMqOptions)).Except(["Username", "Password"]), ignoreOrder: true);
        Members(Root("marker")).Where(name => name != "existingSecret").Select(Capital)
            .ShouldBe(Names(typeof(MarkerOptions)), ignoreOrder: true);
        Names(typeof(IncidentSyncOptions)).ShouldBe(
            ["Store", "Bus", "Admin", "Security", "Marker", "Quota", "Connections", "Siem"], ignoreOrder: true,
            "The chart renders all sections.");
    }

    [Fact]
    public void The_schema_knows_every_field_and_its_policies()
    {
        var fields = AllFields.All.ToDictionary(field => $"{field}", field => field.Policies.Select(policy => policy.Name));
        fields[CommentPlanner.Name] = CommentPlanner.Policies.Select(policy => policy.Name);
        var policy = Schema["definitions"]!["policy"]!;
        Members(policy).ShouldBe(fields.Keys, ignoreOrder: true);
        foreach (var (field, policies) in fields)
        {
            policy["properties"]![field]!["enum"]!.AsArray().Select(name => $"{name}").ShouldBe(policies, ignoreOrder: true, field);
        }
    }

    [Fact]
    public void The_schema_knows_every_kind_of_credential() =>
        Schema["definitions"]!["credential"]!["properties"]!["Kind"]!["enum"]!.AsArray().Select(name => $"{name}")
            .ShouldBe(Enum.GetNames<CredentialKind>(), ignoreOrder: true);

    [Fact]
    public void The_schema_knows_every_value_of_the_file_and_nothing_is_open_that_is_ours()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Chart, "values.yaml"));
        var top = TopLevel().Matches(text).Select(key => key.Groups[1].Value);
        Members(Schema).Except(["global", "enabled"]).ShouldBe(top, ignoreOrder: true);
        Open(Schema, "").Where(path => !path.Contains("curityContext")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_value_has_a_line_that_says_what_it_is()
    {
        var (undescribed, above, section) = (new List<string>(), "", "");
        foreach (var line in File.ReadLines(Path.Combine(Repository.Chart, "values.yaml")))
        {
            section = line.Length > 0 && line[0] is not (' ' or '#') ? line.Split(':')[0] : section;
            var isSaid = above.TrimStart().StartsWith('#') || KubernetesOwn.Contains(section);
            if (Leaf().IsMatch(line) && !isSaid)
            {
                undescribed.Add(line);
            }

            above = line;
        }

        undescribed.ShouldBeEmpty();
    }

    private static IEnumerable<string> Open(JsonNode node, string path) => node switch
    {
        JsonObject part when part["properties"] is JsonObject && part["type"] is not null && part["additionalProperties"] is null => [path],
        JsonObject part => part.SelectMany(member => member.Value is null ? [] : Open(member.Value, $"{path}/{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => item is null ? [] : Open(item, $"{path}/{index}")),
        _ => [],
    };

    private static JsonNode Root(string section) => Schema["properties"]![section]!;

    private static IEnumerable<string> Members(JsonNode section) => section["properties"]!.AsObject().Select(member => member.Key);

    private static IEnumerable<string> Names(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);

    private static string Capital(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    [GeneratedRegex("^([a-zA-Z]+):", RegexOptions.Multiline)]
    private static partial Regex TopLevel();

    [GeneratedRegex("^ *[a-zA-Z]+: [^#]")]
    private static partial Regex Leaf();
}
