using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;

namespace IncidentSync.Deployment.Tests.Azure;

/// <summary>
/// Every query that is shipped, shown or written is bound by Microsoft's own language service (tests/foreign/kusto.js) against the columns
/// of the code.
/// </summary>
public sealed partial class QueryTests
{
    // learn.microsoft.com, "SecurityIncident" (Azure Monitor Logs reference).
    private const string Incident =
        """
        AdditionalData:dynamic, AlertIds:dynamic, BookmarkIds:dynamic, Classification:string, ClassificationComment:string,
        ClassificationReason:string, ClosedTime:datetime, Comments:dynamic, CreatedTime:datetime, Description:string,
        FirstActivityTime:datetime, FirstModifiedTime:datetime, IncidentName:string, IncidentNumber:int, IncidentUrl:string,
        Labels:dynamic, LastActivityTime:datetime, LastModifiedTime:datetime, ModifiedBy:string, Owner:dynamic,
        ProviderIncidentId:string, ProviderName:string, RelatedAnalyticRuleIds:dynamic, Severity:string, SourceSystem:string,
        Status:string, Tasks:dynamic, TenantId:string, TimeGenerated:datetime, Title:string, Type:string
        """;

    private static readonly JsonNode Template = JsonNode.Parse(File.ReadAllText(Repository.PathOf("deploy/azure/stream.json")))!;

    private static readonly Dictionary<string, string> Tables = new()
    {
        ["DefenderAlerts_CL"] = Schema(AlertColumns.All),
        ["DefenderAlertEvidence_CL"] = Schema(EvidenceColumns.All),
        ["SecurityIncident"] = Incident.ReplaceLineEndings(" "),
    };

    // The language takes seconds to load.
    private static readonly Lazy<Task<Ended>> Shipped = new(() => BoundAsync(Functions(), Shown(), Flows()));

    [Fact]
    public async Task The_functions_of_the_template_bind_and_keep_every_column()
    {
        var bound = await Shipped.Value;
        bound.Error.ShouldBe("");
        bound.Output.Split('\n').ShouldContain($"DefenderAlerts: {AlertColumns.All.Length} columns");
        bound.Output.Split('\n').ShouldContain($"DefenderAlertEvidence: {EvidenceColumns.All.Length} columns");
    }

    [Fact]
    public async Task The_flows_of_the_rule_bind_and_bring_what_the_tables_have()
    {
        var bound = await Shipped.Value;
        bound.Error.ShouldBe("");
        bound.Output.Split('\n').ShouldContain($"DefenderAlerts_CL: a flow of {AlertColumns.All.Length} columns");
        bound.Output.Split('\n').ShouldContain($"DefenderAlertEvidence_CL: a flow of {EvidenceColumns.All.Length} columns");
    }

    [Fact]
    public async Task Every_query_on_a_page_and_in_the_comment_at_a_twin_binds()
    {
        Shown().Keys.ShouldContain("docs/siem.md 1");
        var bound = await Shipped.Value;
        bound.Error.ShouldBe("");
        Shown().Keys.ShouldAllBe(query => bound.Output.Contains($"{query}: "));
    }

    [Fact]
    public async Task A_wrong_name_is_told_of_wherever_it_stands()
    {
        var (functions, flows) = (Functions(), Flows());
        functions["Broken"] = functions["DefenderAlertEvidence"].Replace("EvidenceId", "EvidenceKey");
        string[] names = ["AlertWebUrl", "IncidentName", "DefenderAlerts"];
        var queries = names.ToDictionary(name => name, name => Shown()["docs/siem.md 1"].Replace(name, $"{name}s"));
        var told = (await BoundAsync(functions, queries, [flows[0] with { Query = "source | where Kinds == 'new'" }])).Error;
        names.ShouldAllBe(name => told.Contains($"The name '{name}s' does not refer to any known"), told);
        told.ShouldContain("Broken: Error KS142: The name 'EvidenceKey'");
        told.ShouldContain("DefenderAlerts_CL: Error KS142: The name 'Kinds'");
    }

    [Fact]
    public async Task A_flow_that_brings_what_the_table_has_not_is_told_of()
    {
        var (alerts, evidence) = (Flows()[0], Flows()[1]);
        var told = (await BoundAsync([], [],
        [
            alerts with { Query = "source | extend Sequence = tostring(Sequence)" },
            evidence with { Query = "source | extend Kind = 'new'" },
        ])).Error;
        told.ShouldContain("DefenderAlerts_CL: the flow brings Sequence:string, which the table has not");
        told.ShouldContain("DefenderAlertEvidence_CL: the flow brings Kind:string, which the table has not");
    }

    private static Dictionary<string, string> Functions() => Resources("savedSearches")
        .ToDictionary(search => $"{search["functionAlias"]}", search => $"{search["query"]}");

    private static Flow[] Flows() =>
    [
        .. Resources("dataCollectionRules").Single()["dataFlows"]!.AsArray().Select(flow =>
        {
            var table = Table().Match($"{flow!["outputStream"]}").Value;
            return new Flow(Tables[table], $"{flow["transformKql"]}", table);
        }),
    ];

    private static IEnumerable<JsonNode> Resources(string kind) => Template["resources"]!.AsArray()
        .Where(resource => $"{resource!["type"]}".EndsWith($"/{kind}", StringComparison.Ordinal))
        .Select(resource => resource!["properties"]!);

    // Of the pages: an indented block that names a table first, or has a line that begins with a pipe.
    private static Dictionary<string, string> Shown() => Directory.GetFiles(Repository.PathOf("docs"), "*.md").Order()
        .SelectMany(page => Block().Matches(File.ReadAllText(page))
            .Select(block => block.Value.Trim()).Where(block => Query().IsMatch(block))
            .Select((query, index) => ($"docs/{Path.GetFileName(page)} {index + 1}", query)))
        .Append(("the comment at a twin", Commented()))
        .ToDictionary();

    private static string Commented() => WebUtility.HtmlDecode(
        AlertText.Of([], new IncidentId("123"), Stamp.Of(DateTimeOffset.UnixEpoch)).Written.TrimEnd().Split('\n')[^1]);

    private static string Schema(IEnumerable<Column> columns) =>
        string.Join(", ", columns.Select(column => $"{column.Name}:{column.Type}"));

    private static async Task<Ended> BoundAsync(
        Dictionary<string, string> functions, Dictionary<string, string> queries, Flow[] flows)
    {
        var script = Repository.PathOf("tests/foreign/kusto.js");
        Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules"))
            .ShouldBeTrue("The language service is not installed: run npm ci in tests/foreign, as ./dev test does.");
        var ended = await Machine.RunAsync("node", [script], new Dictionary<string, string>
        {
            ["TABLES"] = JsonSerializer.Serialize(Tables),
            ["FUNCTIONS"] = JsonSerializer.Serialize(functions),
            ["QUERIES"] = JsonSerializer.Serialize(queries),
            ["FLOWS"] = JsonSerializer.Serialize(flows, JsonSerializerOptions.Web),
        });
        ended.Code.ShouldBe(ended.Error.Length > 0 ? 1 : 0, ended.Error);
        return ended;
    }

    [GeneratedRegex("[A-Za-z]+_CL")]
    private static partial Regex Table();

    [GeneratedRegex("(^ {4,}\\S.*\n?)+", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*(\||(Defender|Security)\w+(\s|$))", RegexOptions.Multiline)]
    private static partial Regex Query();

    // From a stream with these columns to a table.
    private sealed record Flow(string Columns, string Query, string Table);
}
