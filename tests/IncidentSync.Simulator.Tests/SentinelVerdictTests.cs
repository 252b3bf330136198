using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

public class SentinelVerdictTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData("Undetermined", null)]
    [InlineData("TruePositive", "SuspiciousActivity")]
    [InlineData("BenignPositive", "SuspiciousButExpected")]
    [InlineData("FalsePositive", "IncorrectAlertLogic")]
    [InlineData("FalsePositive", "InaccurateData")]
    public async Task These_are_the_verdicts_of_a_closed_incident(string classification, string? reason)
    {
        var closed = await simulator.Arm.Put(NewIncident(), Body(status: "Closed", extra: Verdict(classification, reason)));
        closed.Status.ShouldBe(HttpStatusCode.Created, closed.ToString());
        closed.Properties["classification"]!.GetValue<string>().ShouldBe(classification);
    }

    [Theory]
    [InlineData("Undetermined", "SuspiciousActivity")]
    [InlineData("TruePositive", "InaccurateData")]
    [InlineData("FalsePositive", "SuspiciousActivity")]
    [InlineData("Malicious", null)]
    public async Task Other_verdicts_are_400(string classification, string? reason) =>
        (await simulator.Arm.Put(NewIncident(),
            Body(status: "Closed", extra: Verdict(classification, reason)))).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_missing_reason_is_400_with_the_recorded_text()
    {
        var refused = await simulator.Arm.Put(NewIncident(), Body(status: "Closed", extra: Verdict("BenignPositive", null)));
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.BadRequest, "BadRequest"));
        refused.ErrorMessage.ShouldBe("classification 'BenignPositive' must have classificationReason.");
    }

    [Fact]
    public async Task Closing_needs_a_verdict() =>
        (await simulator.Arm.Put(NewIncident(), Body(status: "Closed"))).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("New")]
    [InlineData("Active")]
    public async Task An_open_incident_has_no_verdict(string status) =>
        (await simulator.Arm.Put(NewIncident(),
            Body(status: status, extra: Verdict("TruePositive", "SuspiciousActivity")))).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Reopening_clears_it()
    {
        var url = NewIncident();
        await simulator.Arm.Put(url, Body(status: "Closed", extra: Verdict("TruePositive", "SuspiciousActivity")));
        (await simulator.Arm.Put(url, Body(status: "Active"))).Properties["classification"].ShouldBeNull();
    }

    [Theory]
    [InlineData("title")]
    [InlineData("severity")]
    [InlineData("status")]
    public async Task Title_severity_and_status_are_required(string name)
    {
        var body = Body();
        body["properties"]!.AsObject().Remove(name);
        var refused = await simulator.Arm.Put(NewIncident(), body);
        (refused.Status, refused.ErrorMessage.Contains($"'{name}'", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
    }

    [Fact]
    public async Task A_description_has_at_most_5000_characters()
    {
        (await simulator.Arm.Put(NewIncident(),
            Body(extra: $$"""{"description":"{{new string('x', 5000)}}"}"""))).Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Arm.Put(NewIncident(),
            Body(extra: $$"""{"description":"{{new string('x', 5001)}}"}"""))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Verdict(string classification, string? reason) => new JsonObject
    {
        ["classification"] = classification,
        ["classificationReason"] = reason,
        ["classificationComment"] = "because",
    }.ToJsonString();
}
