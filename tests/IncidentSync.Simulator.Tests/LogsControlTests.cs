using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>Rules and tables through the control API.</summary>
public class LogsControlTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private const string Workspace = "/sentinel/contoso-sentinel";

    private PortalClient Control => new(simulator.Http, new Uri(simulator.Host.Authority, "control"), "");

    [Fact]
    public async Task A_rule_is_declared_by_the_resources_own_members_and_its_rows_are_shown()
    {
        var declared = await Control.Put($"{Workspace}/rules/dcr-one", JsonNode.Parse("""
            {
              "name": "one",
              "streamDeclarations": { "Custom-In": {
                "columns": [{ "name": "Seen", "type": "datetime" }, { "name": "N", "type": "long" }] } },
              "dataFlows": [{ "streams": ["Custom-In"], "transformKql": "source", "outputStream": "Custom-Out_CL" }]
            }
            """)!);
        declared.Json["streamDeclarations"]!["Custom-In"]!["columns"]![0]!["type"]!.GetValue<string>().ShouldBe("datetime");
        await Control.Put($"{Workspace}/tables", JsonNode.Parse("""{"delay":"00:00:00"}""")!);
        var client = await LogsClient.SignInAsync(simulator);
        await client.Send(JsonNode.Parse("""[{"N":1,"X":2},{"N":3}]""")!, LogsClient.Path("dcr-one", "Custom-In"));
        var rows = (await Control.Get($"{Workspace}/tables/Out_CL?after=1")).Json.AsArray();
        (rows.Single()!["N"]!.GetValue<int>(), rows[0]!["Seen"], rows[0]!["_Number"]!.GetValue<int>()).ShouldBe((3, null, 2));
        var counts = (await Control.Get($"{Workspace}/tables")).Json.AsArray().Single(table => table!["name"]!.ToString() == "Out_CL")!;
        (counts["calls"]!.GetValue<int>(), counts["rows"]!.GetValue<int>(), counts["dropped"]!["X"]!.GetValue<int>())
            .ShouldBe((1, 2, 1));
    }

    [Fact]
    public async Task The_default_rule_is_declared_anew_and_keeps_what_is_not_given()
    {
        await Control.Put($"{Workspace}/rules/{LogsClient.RuleId}", JsonNode.Parse("""{"apps":[]}""")!);
        var client = await LogsClient.SignInAsync(simulator);
        (await client.Send(new JsonArray())).Status.ShouldBe(HttpStatusCode.Forbidden);
        await Control.Put($"{Workspace}/rules/{LogsClient.RuleId}", new JsonObject());
        (await client.Send(new JsonArray())).Status.ShouldBe(HttpStatusCode.NoContent);
        simulator.World.Logs[0].FindRule(LogsClient.RuleId)!.StreamDeclarations.Keys
            .ShouldBe([CollectionRule.AlertStream, CollectionRule.EvidenceStream], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"streamDeclarations":{"Custom-In":{}}}""")]
    [InlineData("""{"streamDeclarations":{"Custom-In":{"columns":[{"type":"string"}]}}}""")]
    [InlineData("""{"streamDeclarations":{"Custom-In":{"columns":[{"name":"N","type":"number"}]}}}""")]
    [InlineData("""{"columns":[]}""")]
    public async Task A_rule_that_says_nothing_a_service_would_take_is_400(string body) =>
        (await Control.Put($"{Workspace}/rules/dcr-bad", JsonNode.Parse(body)!)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_rule_is_removed_and_the_tables_are_emptied()
    {
        await Control.Put($"{Workspace}/rules/dcr-gone", new JsonObject());
        (await Control.Delete($"{Workspace}/rules/dcr-gone")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Control.Delete($"{Workspace}/rules/dcr-gone")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Control.Delete($"{Workspace}/tables")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Control.Get($"{Workspace}/tables")).Text.ShouldBe("[]");
    }
}
