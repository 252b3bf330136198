using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

public partial class FaultTests : IClassFixture<SimulatorFixture>
{
    private readonly SimulatorFixture _simulator;
    private readonly string _id;

    public FaultTests(SimulatorFixture simulator)
    {
        _simulator = simulator;
        simulator.World.Faults.Clear();
        _id = simulator.World.Defender().Create().Id;
    }

    private string Url => $"/security/incidents/{_id}";

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_status_is_answered_with_the_wait_that_was_chosen_and_nothing_is_done(int status)
    {
        Arm(Portal.Defender, FaultKind.Status, fault => fault with { Status = status, RetryAfterSeconds = 1.5 });
        var refused = await Resolve();
        ((int)refused.Status).ShouldBe(status);
        refused.Headers["Retry-After"].ShouldStartWith("1.5");
        Stored().ShouldBe("active");
    }

    [Fact]
    public async Task Without_a_wait_there_is_no_header()
    {
        Arm(Portal.Sentinel, FaultKind.Status, fault => fault with { Status = 429 });
        (await _simulator.Arm.Put(NewIncident(), Body())).Headers.ContainsKey("Retry-After").ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_dropped_before_is_not_carried_out()
    {
        Arm(Portal.Defender, FaultKind.DropBefore);
        await Should.ThrowAsync<HttpRequestException>(Resolve);
        Stored().ShouldBe("active");
    }

    [Fact]
    public async Task A_call_dropped_after_is_carried_out()
    {
        Arm(Portal.Defender, FaultKind.DropAfter);
        await Should.ThrowAsync<HttpRequestException>(Resolve);
        Stored().ShouldBe("resolved");
    }

    [Fact]
    public async Task A_late_call_takes_effect_after_its_client_was_dropped()
    {
        Arm(Portal.Defender, FaultKind.ApplyLate, fault => fault with { Delay = TimeSpan.FromSeconds(2) });
        await Should.ThrowAsync<HttpRequestException>(Resolve);
        Stored().ShouldBe("active");
        for (var tries = 0; tries < 100 && Stored() != "resolved"; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Stored().ShouldBe("resolved");
    }

    [Fact]
    public async Task A_stale_read_answers_an_older_version()
    {
        Resolved();
        Arm(Portal.Defender, FaultKind.StaleRead, fault => fault with { Delay = TimeSpan.FromHours(1) });
        (await _simulator.Graph.Get(Url)).Find("status").ShouldBe("active");
        (await _simulator.Graph.Get(Url)).Find("status").ShouldBe("resolved");
    }

    [Fact]
    public async Task A_stale_read_of_sentinel_has_the_older_etag()
    {
        var made = _simulator.World.Sentinel().Create();
        _simulator.World.Sentinel().Edit(made.Name, Actor.Person("bob@contoso.com"), incident => incident with { Severity = "High" });
        Arm(Portal.Sentinel, FaultKind.StaleRead, fault => fault with { Delay = TimeSpan.FromHours(1) });
        (await _simulator.Arm.Get(Incident(made.Name))).Find("etag").ShouldBe(made.Etag);
    }

    [Fact]
    public async Task A_lagging_list_does_not_have_what_is_new()
    {
        Arm(Portal.Defender, FaultKind.ListLag,
            fault => fault with { Operation = Operations.IncidentsList, Delay = TimeSpan.FromHours(1) });
        (await _simulator.Graph.Get("/security/incidents")).Values.ShouldBeEmpty();
        (await _simulator.Graph.Get("/security/incidents")).Values.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_patch_may_be_answered_with_what_was_before()
    {
        Arm(Portal.Defender, FaultKind.StaleAnswer);
        (await Resolve()).Find("status").ShouldBe("active");
        Stored().ShouldBe("resolved");
    }

    [Fact]
    public async Task A_page_comes_with_200_instead_of_json()
    {
        Arm(Portal.Defender, FaultKind.Html);
        var answer = await Resolve();
        (answer.Status, answer.Headers["Content-Type"]).ShouldBe((HttpStatusCode.OK, "text/html; charset=utf-8"));
        Should.Throw<JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task A_truncated_body_breaks_off()
    {
        Arm(Portal.Defender, FaultKind.Truncated);
        await Should.ThrowAsync<HttpRequestException>(() => _simulator.Graph.Get(Url));
    }

    [Fact]
    public async Task A_slow_body_comes_whole()
    {
        Arm(Portal.Defender, FaultKind.Slow, fault => fault with { Delay = TimeSpan.FromMilliseconds(200) });
        (await _simulator.Graph.Get(Url)).Find("id").ShouldBe(_id);
    }

    [Fact]
    public async Task An_unknown_member_appears_in_both_apis()
    {
        Arm(Portal.Defender, FaultKind.UnknownEnum, fault => fault with { Field = "severity", Value = "critical" });
        Arm(Portal.Sentinel, FaultKind.UnknownEnum);
        (await _simulator.Graph.Get(Url)).Find("severity").ShouldBe("critical");
        (await _simulator.Arm.Put(NewIncident(), Body())).Properties["status"]!.GetValue<string>().ShouldBe("escalated");
    }

    [Fact]
    public async Task The_token_endpoint_fails_too()
    {
        Arm(Portal.Entra, FaultKind.Status);
        using var response =
            await _simulator.Http.PostAsync(PortalClient.TokenEndpoint(_simulator.Host), PortalClient.SecretForm("x/.default"),
                TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_fault_meets_its_operation_and_incident_as_often_as_it_was_armed_for()
    {
        Arm(Portal.Defender, FaultKind.Status, fault => fault with { Operation = Operations.IncidentsGet, IncidentId = _id, Count = 2 });
        var other = _simulator.World.Defender().Create().Id;
        (await _simulator.Graph.Get($"/security/incidents/{other}")).Status.ShouldBe(HttpStatusCode.OK);
        (await Resolve()).Status.ShouldBe(HttpStatusCode.OK);
        (await _simulator.Graph.Get(Url)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _simulator.Graph.Get(Url)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _simulator.Graph.Get(Url)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stale_read_waits_for_a_read()
    {
        Arm(Portal.Defender, FaultKind.StaleRead, fault => fault with { Delay = TimeSpan.FromHours(1) });
        (await Resolve()).Find("status").ShouldBe("resolved");
        (await _simulator.Graph.Get(Url)).Find("status").ShouldBe("active");
    }

    [Fact]
    public void The_same_seed_meets_the_same_calls()
    {
        Meetings(seed: 11).ShouldBe(Meetings(seed: 11));
        Meetings(seed: 11).Distinct().Count().ShouldBe(2);
        Meetings(seed: 11).ShouldNotBe(Meetings(seed: 12));
    }

    private static List<bool> Meetings(int seed)
    {
        var plan = new FaultPlan(0);
        plan.Arm(new Fault(Portal.Defender, FaultKind.Status) { Probability = 0.5, Count = null, Seed = seed });
        return Enumerable.Range(0, 40).Select(_ => plan.Meet(Portal.Defender, Operations.IncidentsGet) is not null).ToList();
    }

    private void Arm(Portal portal, FaultKind kind, Func<Fault, Fault>? shape = null)
    {
        var fault = new Fault(portal, kind);
        _simulator.World.Faults.Arm(shape is null ? fault : shape(fault));
    }

    private Task<PortalAnswer> Resolve() => _simulator.Graph.Patch(Url, new JsonObject { ["status"] = "resolved" });

    private string Stored() => _simulator.World.Defender().Find(_id)!.Status;

    private void Resolved() =>
        _simulator.World.Defender().Edit(_id, Actor.Person("alice@contoso.com"), incident => incident with { Status = "resolved" });
}
