using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Tests;

/// <summary>Rows on their way into a custom table, in a time that moves only when told.</summary>
public partial class LogsIngestionTests : IClassFixture<MeteredFixture>, IAsyncLifetime
{
    private const string Table = "DefenderAlerts_CL";
    private readonly MeteredFixture _simulator;
    private LogsClient _client = null!;

    public LogsIngestionTests(MeteredFixture simulator)
    {
        _simulator = simulator;
        simulator.World.Budgets.Clear();
        simulator.World.Faults.Clear();
        (Logs.Delay, simulator.World.Budgets.IngestionCalls.Calls) = (TimeSpan.FromSeconds(30), 12_000);
        simulator.World.Budgets.IngestionKilobytes.Calls = 2 * 1024 * 1024;
        Logs.Clear();
        Declare(("EventId", ColumnType.String), ("TimeGenerated", ColumnType.DateTime), ("Sequence", ColumnType.Long),
            ("EvidenceCount", ColumnType.Int), ("Score", ColumnType.Real), ("Open", ColumnType.Boolean), ("Seen", ColumnType.DateTime),
            ("Entities", ColumnType.Dynamic));
    }

    private WorkspaceLogs Logs => _simulator.World.Logs[0];

    private DateTimeOffset Now => _simulator.World.Clock.GetUtcNow();

    public async ValueTask InitializeAsync() => _client = await LogsClient.SignInAsync(_simulator);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Rows_come_packed_or_not_and_the_answer_is_204_and_empty(string? coding)
    {
        var answer = await _client.Send("""[{"EventId":"one"},{"EventId":"two"}]"""u8.ToArray(), coding: coding, requestId: "4711");
        (answer.Status, answer.Text).ShouldBe((HttpStatusCode.NoContent, ""));
        var rows = Shown();
        rows.Select(row => Text(row, "EventId")).ShouldBe(["one", "two"]);
        rows.ShouldAllBe(row => row.ClientRequestId == "4711");
    }

    [Fact]
    public async Task Rows_are_shown_half_a_minute_after_they_came()
    {
        await _client.Send(Row());
        _simulator.Time.Advance(TimeSpan.FromSeconds(29));
        Logs.Rows(Table).ShouldBeEmpty();
        _simulator.Time.Advance(TimeSpan.FromSeconds(1));
        Logs.Rows(Table).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_column_that_is_not_declared_is_dropped_and_counted()
    {
        (await _client.Send(Row(("Surprise", "x"), ("eventId", "y")))).Status.ShouldBe(HttpStatusCode.NoContent);
        Shown()[0].Columns.ContainsKey("Surprise").ShouldBeFalse();
        Counts().Dropped.ShouldBe(new Dictionary<string, long> { ["Surprise"] = 1, ["eventId"] = 1 });
    }

    [Fact]
    public async Task A_value_of_another_type_is_null_and_one_that_is_absent_too()
    {
        await _client.Send(Row(("Sequence", "12"), ("EvidenceCount", 5_000_000_000), ("Score", true), ("Open", 1), ("Seen", "yesterday")));
        foreach (var column in new[] { "Sequence", "EvidenceCount", "Score", "Open", "Seen", "Entities" })
        {
            Shown()[0].Columns[column].ShouldBeNull(column);
        }

        Counts().Wrong.Keys.ShouldBe(["EvidenceCount", "Open", "Score", "Seen", "Sequence"]);
    }

    [Fact]
    public async Task A_value_of_its_own_type_stands_as_it_was_sent()
    {
        var entities = new JsonArray(new JsonObject { ["kind"] = "Host" }, "text", 1);
        await _client.Send(Row(("Sequence", 5_000_000_000), ("EvidenceCount", 7), ("Score", 0.5), ("Open", false),
            ("Seen", "2026-11-28T12:00:00Z"), ("Entities", entities)));
        var row = Shown()[0].Columns.ToJsonString();
        row.ShouldContain("""
            "Sequence":5000000000,"EvidenceCount":7,"Score":0.5,"Open":false,"Seen":"2026-11-28T12:00:00Z",
            """.Trim());
        row.ShouldContain("""[{"kind":"Host"},"text",1]""");
    }

    [Fact]
    public async Task A_value_over_64_KB_is_cut_and_a_dynamic_one_is_no_JSON_any_more()
    {
        await _client.Send(Row(("EventId", new string('ä', 40_000)), ("Entities", new JsonArray(new string('x', 70_000)))));
        Encoding.UTF8.GetByteCount(Text(Shown()[0], "EventId")).ShouldBe(65_536);
        Text(Shown()[0], "Entities").ShouldStartWith("[\"xxx");
        Counts().Cut.Keys.ShouldBe(["Entities", "EventId"]);
    }

    [Theory]
    [InlineData(-49, true)]
    [InlineData(-47, false)]
    [InlineData(23, false)]
    [InlineData(25, true)]
    public async Task A_time_too_old_or_too_far_ahead_becomes_the_time_of_receipt(int hours, bool replaced)
    {
        var given = Now.AddHours(hours);
        await _client.Send(Row(("TimeGenerated", Stamp.Format(given))));
        Text(Shown()[0], "TimeGenerated").ShouldBe(Stamp.Format(replaced ? Shown()[0].ReceivedAt : given));
        Counts().Retimed.ShouldBe(replaced ? 1 : 0);
    }

    [Fact]
    public async Task A_row_without_a_time_has_that_of_its_receipt()
    {
        await _client.Send(Row());
        Text(Shown()[0], "TimeGenerated").ShouldBe(Stamp.Format(Shown()[0].ReceivedAt));
    }

    [Fact]
    public async Task Rows_of_one_event_sent_twice_are_two_rows_and_one_event()
    {
        await _client.Send(Row(("EventId", "one")));
        await _client.Send(Row(("EventId", "one")));
        (Counts().Calls, Counts().Rows, Counts().EventIds).ShouldBe((2, 2, 1));
    }

    [Fact]
    public async Task A_rule_is_read_from_ARM_with_its_endpoint_and_its_columns()
    {
        var rule = await _simulator.Arm.Get($"{Logs.ResourceIdOf(Logs.Rules[0])}?api-version=2023-03-11");
        rule.Properties["immutableId"]!.GetValue<string>().ShouldBe(LogsClient.RuleId);
        rule.Properties["endpoints"]!["logsIngestion"]!.GetValue<string>().ShouldBe($"{_simulator.Host.IngestionEndpoint}".TrimEnd('/'));
        rule.Properties["streamDeclarations"]!["Custom-DefenderAlerts"]!["columns"]![2]!.ToJsonString()
            .ShouldBe("""{"name":"Sequence","type":"long"}""");
        rule.Properties["dataFlows"]!.AsArray().Select(flow => flow!["outputStream"]!.GetValue<string>())
            .ShouldContain("Custom-DefenderAlerts_CL");
    }

    [Fact]
    public async Task An_older_version_of_ARM_does_not_know_where_rows_are_sent_and_another_name_is_404()
    {
        var resource = Logs.ResourceIdOf(Logs.Rules[0]);
        (await _simulator.Arm.Get($"{resource}?api-version=2022-06-01")).Properties["endpoints"].ShouldBeNull();
        (await _simulator.Arm.Get($"{resource}-2?api-version=2023-03-11")).ErrorCode.ShouldBe("ResourceNotFound");
    }

    private static JsonArray Row(params ReadOnlySpan<(string Name, JsonNode Value)> members)
    {
        var row = new JsonObject();
        foreach (var (name, value) in members)
        {
            row[name] = value;
        }

        return new JsonArray(row);
    }

    private static string Text(LogRow row, string column) => row.Columns[column]!.GetValue<string>();

    private void Declare(params ReadOnlySpan<(string Name, ColumnType Type)> columns)
    {
        var rule = Logs.FindRule(LogsClient.RuleId)!;
        StreamDeclaration stream = new([.. columns.ToArray().Select(column => new LogColumn(column.Name, column.Type))]);
        Logs.Declare(rule with { StreamDeclarations = rule.StreamDeclarations.SetItem(CollectionRule.AlertStream, stream) });
    }

    private IReadOnlyList<LogRow> Shown()
    {
        Logs.Delay = TimeSpan.Zero;
        return Logs.Rows(Table);
    }

    private TableCounts Counts() => Logs.Tables().Single();

    private void Arm(FaultKind kind, Func<Fault, Fault>? shape = null)
    {
        var fault = new Fault(Portal.Ingestion, kind);
        _simulator.World.Faults.Arm(shape is null ? fault : shape(fault));
    }
}
