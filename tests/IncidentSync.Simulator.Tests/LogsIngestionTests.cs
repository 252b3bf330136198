using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>Rows on their way into a custom table, in a time that moves only when told.</summary>
public class LogsIngestionTests : IClassFixture<MeteredFixture>, IAsyncLifetime
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

    [Theory]
    [InlineData("{\"EventId\":\"one\"}")]
    [InlineData("[1]")]
    [InlineData("[{\"EventId\":")]
    [InlineData("")]
    public async Task What_is_no_array_of_objects_is_400_and_leaves_nothing(string body)
    {
        (await _client.Send(Encoding.UTF8.GetBytes(body))).Status.ShouldBe(HttpStatusCode.BadRequest);
        Logs.Tables().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_packed_as_it_says_is_400() =>
        (await _client.Send("[]"u8.ToArray(), coding: "br")).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(1_048_576, null, 204)]
    [InlineData(1_048_577, null, 413)]
    [InlineData(1_048_576, "gzip", 204)]
    [InlineData(1_048_577, "gzip", 413)]
    public async Task A_call_holds_a_megabyte_packed_or_not(int bytes, string? coding, int status)
    {
        const string frame = """[{"EventId":""}]""";
        var body = Encoding.UTF8.GetBytes(frame.Insert(13, new string('x', bytes - frame.Length)));
        ((int)(await _client.Send(body, coding: coding)).Status).ShouldBe(status);
    }

    [Fact]
    public async Task A_rule_or_a_stream_that_is_not_there_is_404()
    {
        (await _client.Send(Row(), LogsClient.Path(rule: "dcr-0"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _client.Send(Row(), LogsClient.Path(stream: "Custom-Other"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _client.Send(Row(), "dataCollectionRules?api-version=2023-01-01")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_role_on_the_rule_it_is_403_and_the_body_says_which()
    {
        Logs.Declare(new CollectionRule("dcr-closed", "closed") { Apps = [] });
        var refused = await _client.Send(Row(), LogsClient.Path(rule: "dcr-closed"));
        Logs.Remove("dcr-closed").ShouldBeTrue();
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.Forbidden, "OperationFailed"));
        refused.ErrorMessage.ShouldStartWith("The authentication token provided does not have access to ingest data for the data "
            + "collection rule with immutable Id 'dcr-closed' PipelineAccessResult: AccessGranted: False, IsRbacPresent: False, ");
    }

    // The Python client and PowerShell send two slashes, the JavaScript client one.
    [Theory]
    [InlineData("https://monitor.azure.com//.default", 204)]
    [InlineData("https://monitor.azure.com/.default", 204)]
    [InlineData("https://monitor.azure.us//.default", 204)]
    [InlineData("https://monitor.azure.us/.default", 204)]
    [InlineData("https://management.azure.com//.default", 401)]
    [InlineData("https://graph.microsoft.com/.default", 401)]
    public async Task A_token_is_for_the_intake_of_a_cloud(string scope, int status) =>
        ((int)(await (await LogsClient.SignInAsync(_simulator, scope)).Send(Row())).Status).ShouldBe(status);

    [Fact]
    public async Task Without_a_token_it_is_401() =>
        (await new LogsClient(_simulator.Http, _simulator.Host.IngestionEndpoint, "").Send(Row())).Status
            .ShouldBe(HttpStatusCode.Unauthorized);

    // As Microsoft's JavaScript client writes it.
    [Theory]
    [InlineData("api%2Dversion=2023-01-01", 204)]
    [InlineData("api-version=2023-01-01", 204)]
    [InlineData("api-version=2020-01-01", 400)]
    [InlineData("", 400)]
    public async Task The_version_is_asked_for_by_a_name_that_may_be_escaped(string query, int status) =>
        ((int)(await _client.Send(Row(), LogsClient.Path(query: query))).Status).ShouldBe(status);

    [Fact]
    public async Task Beyond_its_calls_of_a_minute_a_rule_refuses_with_a_wait_after_which_it_takes_again()
    {
        _simulator.World.Budgets.IngestionCalls.Calls = 2;
        await _client.Send(Row());
        await _client.Send(Row());
        var refused = await _client.Send(Row());
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        _simulator.Time.Advance(TimeSpan.FromSeconds(int.Parse(refused.Headers["Retry-After"])));
        (await _client.Send(Row())).Status.ShouldBe(HttpStatusCode.NoContent);
        Counts().Rows.ShouldBe(3);
    }

    [Fact]
    public async Task Beyond_its_kilobytes_of_a_minute_too_counted_before_they_were_packed()
    {
        _simulator.World.Budgets.IngestionKilobytes.Calls = 150;
        var row = Row(("EventId", new string('x', 100_000))).ToJsonString();
        (await _client.Send(Encoding.UTF8.GetBytes(row), coding: "gzip")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _client.Send(Encoding.UTF8.GetBytes(row), coding: "gzip")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await _client.Send(Row())).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public void The_published_budget_is_12000_calls_and_2_GB_a_minute()
    {
        var budgets = new Budgets(TimeProvider.System);
        (budgets.IngestionCalls.Calls, budgets.IngestionKilobytes.Calls).ShouldBe((12_000, 2_097_152));
    }

    [Fact]
    public async Task An_answer_may_be_lost_after_the_rows_were_taken()
    {
        Arm(FaultKind.DropAfter);
        await Should.ThrowAsync<HttpRequestException>(() => _client.Send(Row()));
        Counts().Rows.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_lost_before_took_nothing()
    {
        Arm(FaultKind.DropBefore);
        await Should.ThrowAsync<HttpRequestException>(() => _client.Send(Row()));
        Logs.Tables().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_status_takes_nothing_and_says_how_long_to_wait(int status)
    {
        Arm(FaultKind.Status, fault => fault with { Status = status, RetryAfterSeconds = 2 });
        var refused = await _client.Send(Row());
        (((int)refused.Status), refused.Headers["Retry-After"]).ShouldBe((status, "2"));
        Logs.Tables().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_points_elsewhere()
    {
        Arm(FaultKind.Redirect);
        var answer = await _client.Send(Row());
        (answer.Status, new Uri(answer.Headers["Location"]).Authority)
            .ShouldBe((HttpStatusCode.Found, _simulator.Host.Authority.Authority));
    }

    [Fact]
    public async Task A_slow_answer_comes_after_the_rows_were_taken()
    {
        Arm(FaultKind.Slow, fault => fault with { Delay = TimeSpan.FromSeconds(2) });
        var answer = _client.Send(Row());
        for (var tries = 0; tries < 100 && Logs.Tables().Count == 0; tries++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        answer.IsCompleted.ShouldBeFalse();
        (await answer).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task A_row_may_poison_every_batch_that_holds_it(string? coding)
    {
        Arm(FaultKind.Status, fault => fault with { Status = 400, Code = "InvalidContent", Contains = "poison", Count = null });
        (await _client.Send("""[{"EventId":"good"},{"EventId":"poison"}]"""u8.ToArray(), coding: coding)).Status
            .ShouldBe(HttpStatusCode.BadRequest);
        (await _client.Send("""[{"EventId":"good"}]"""u8.ToArray(), coding: coding)).Status.ShouldBe(HttpStatusCode.NoContent);
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
