using System.Collections.Immutable;
using System.Diagnostics;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>Clients that others wrote and ship, run by Node against the simulator (tests/foreign): what they cannot read, the simulator
/// says wrong.</summary>
public class ForeignClientTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private const string Owner = "foreign@contoso.com";

    [Fact]
    public async Task Azure_arm_securityinsight_lists_pages_reads_writes_and_comments()
    {
        await Run("arm-securityinsight.js", new()
        {
            ["ARM"] = simulator.Host.ArmEndpoint.AbsoluteUri.TrimEnd('/'),
            ["SUBSCRIPTION"] = Contoso.Workspace.SubscriptionId.ToString(),
            ["RESOURCE_GROUP"] = Contoso.Workspace.ResourceGroup,
            ["WORKSPACE"] = Contoso.Workspace.Name,
        });
        Calls(Portal.Sentinel, Operations.IncidentsList, 200).ShouldBe(3);
        Calls(Portal.Sentinel, Operations.IncidentsPut, 201).ShouldBe(5);
        Calls(Portal.Sentinel, Operations.IncidentsPut, 200).ShouldBe(1);
        Calls(Portal.Sentinel, Operations.IncidentsPut, 409).ShouldBe(1);
        Calls(Portal.Sentinel, Operations.CommentsList, 200).ShouldBe(2);
        Calls(Portal.Sentinel, Operations.CommentsPut, 201).ShouldBe(3);
    }

    [Fact]
    public async Task Microsoft_graph_client_lists_pages_reads_writes_and_comments()
    {
        var made = Enumerable.Range(0, 6).Select(_ =>
        {
            simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
            return simulator.World.Defender().Create(incident => incident with { AssignedTo = Owner });
        }).ToList();
        simulator.World.Defender().AddAlert(made[0].Id);
        await Run("microsoft-graph-client.js", new()
        {
            ["GRAPH"] = simulator.Host.GraphEndpoint.GetLeftPart(UriPartial.Authority) + "/",
            ["OWNER"] = Owner,
        });
        Calls(Portal.Defender, Operations.IncidentsList, 200).ShouldBe(3);
        Calls(Portal.Defender, Operations.IncidentsPatch, 200).ShouldBe(1);
        Calls(Portal.Defender, Operations.CommentsAdd, 200).ShouldBe(2);
        Calls(Portal.Defender, Operations.CommentsList, 200).ShouldBe(1);
        Calls(Portal.Defender, Operations.AlertsPatch, 200).ShouldBe(1);
    }

    // Its calls of about 1,000,000 bytes are a little larger, and written api%2Dversion.
    [Fact]
    public async Task Azure_monitor_ingestion_sends_rows_in_calls_of_a_megabyte_and_reads_refusals()
    {
        var logs = simulator.World.Logs[0];
        StreamDeclaration stream = new([new LogColumn("EventId", ColumnType.String), new LogColumn("Text", ColumnType.String)]);
        var streams = ImmutableDictionary<string, StreamDeclaration>.Empty.Add("Custom-Foreign", stream);
        logs.Declare(new CollectionRule("dcr-foreign", "foreign") { StreamDeclarations = streams });
        logs.Declare(new CollectionRule("dcr-closed", "closed") { StreamDeclarations = streams, Apps = [] });
        await Run("monitor-ingestion.js", new()
        {
            ["INGESTION"] = simulator.Host.IngestionEndpoint.AbsoluteUri.TrimEnd('/'),
            ["RULE"] = "dcr-foreign",
            ["CLOSED_RULE"] = "dcr-closed",
            ["STREAM"] = "Custom-Foreign",
        });
        var table = logs.Tables().Single(counts => counts.Name == "Foreign_CL");
        (table.Calls, table.Rows, table.EventIds).ShouldBe((4, 2502, 2502));
        table.Dropped.Keys.ShouldBe(["Sequence", "Unknown"]);
        Calls(Portal.Ingestion, Operations.LogsIngest, 204).ShouldBe(4);
        Calls(Portal.Ingestion, Operations.LogsIngest, 403).ShouldBe(1);
        Calls(Portal.Ingestion, Operations.LogsIngest, 404).ShouldBe(1);
    }

    private long Calls(Portal portal, string operation, int status) => simulator.World.Calls.Total(portal, operation, status: status);

    private async Task Run(string script, Dictionary<string, string> environment)
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Source.PathOf("tests/foreign");
        Directory.Exists(Path.Combine(folder, "node_modules"))
            .ShouldBeTrue("The clients are not installed: run npm ci in tests/foreign, as ./dev test does.");
        var start = new ProcessStartInfo("node", script)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        environment["AUTHORITY"] = simulator.Host.Authority.AbsoluteUri;
        environment["TENANT"] = Contoso.Tenant.Id.ToString();
        environment["CLIENT_ID"] = Contoso.App.ClientId.ToString();
        environment["CLIENT_SECRET"] = Contoso.Secret;
        environment["NODE_EXTRA_CA_CERTS"] = simulator.Host.CertificateAuthorityPath;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var stopped = cancel.Register(() => process.Kill(entireProcessTree: true));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        var said = $"{await output}{await errors}";
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        process.ExitCode.ShouldBe(0, said);
    }
}
