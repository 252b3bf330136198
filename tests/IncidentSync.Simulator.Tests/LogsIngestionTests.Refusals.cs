using System.Net;
using System.Text;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Ingestion;

namespace IncidentSync.Simulator.Tests;

/// <content>What the intake refuses, and what goes wrong on the way.</content>
public partial class LogsIngestionTests
{
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
}
