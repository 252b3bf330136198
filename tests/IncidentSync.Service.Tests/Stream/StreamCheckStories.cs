using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>What <c>check</c> says of the alerts and of the way into the tables: one line each, and no row.</summary>
public sealed class StreamCheckStories(StreamSceneFixture fixture) : IClassFixture<StreamSceneFixture>
{
    private readonly StreamScene _scene = fixture.Scene;

    [Fact]
    public async Task All_is_well_and_nothing_is_written()
    {
        var rows = _scene.Rows(StreamScene.Alerts).Count;
        (await CheckAsync(0)).ShouldContain(line => line.StartsWith("contoso") && line.Contains("stream") && line.EndsWith("ok"));
        _scene.Rows(StreamScene.Alerts).Count.ShouldBe(rows);
    }

    [Fact]
    public async Task A_missing_role_is_named()
    {
        StreamScene.Declare(_scene.World, rule => rule with { Apps = [] });
        (await CheckAsync(1)).ShouldContain(line => line.Contains("Monitoring Metrics Publisher"));
        StreamScene.Declare(_scene.World);
    }

    [Fact]
    public async Task A_column_that_the_rule_does_not_declare_is_named()
    {
        StreamScene.Declare(_scene.World, rule => rule with
        {
            StreamDeclarations = rule.StreamDeclarations.SetItem(CollectionRule.AlertStream, Without(rule, "ThreatName")),
        });
        (await CheckAsync(1)).ShouldContain(line => line.Contains("Custom-DefenderAlerts does not declare ThreatName"));
        StreamScene.Declare(_scene.World);
    }

    [Fact]
    public async Task A_missing_permission_for_alerts_is_named()
    {
        var fault = _scene.World.Faults.Arm(new Fault(Portal.Defender, FaultKind.Status)
        {
            Operation = "alerts.list", Status = 403, Code = "Forbidden", Count = null,
        });
        (await CheckAsync(1)).ShouldContain(line => line.Contains("SecurityAlert.Read.All"));
        _scene.World.Faults.Disarm(fault.Id);
    }

    [Fact]
    public async Task A_wrong_secret_is_named_in_words() =>
        (await CheckAsync(1, "Connections:0:Sentinel:Credential:ClientSecret")).ShouldContain(
            line => line.StartsWith("contoso") && line.Contains("stream") && line.Contains("the client secret is wrong"));

    private static StreamDeclaration Without(CollectionRule rule, string column) => new(
        [.. rule.StreamDeclarations[CollectionRule.AlertStream].Columns.Where(declared => declared.Name != column)]);

    private async Task<string[]> CheckAsync(int code, string? wrong = null)
    {
        var logs = _scene.World.FindLogs(Contoso.Workspace.Name)!;
        var settings = _scene.Environment.Settings()
            .With("Connections:0:Stream:RuleResourceId", logs.ResourceIdOf(logs.Rules.Single()));
        await using var check = ServiceProcess.Start(
            "check", "--config", (wrong is null ? settings : settings.With(wrong, "not-the-secret")).Write());
        (await check.ExitAsync()).ShouldBe(code, check.Output + check.Error);
        return check.Output.Split('\n');
    }
}
