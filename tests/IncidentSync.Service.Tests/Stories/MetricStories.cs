using IncidentSync.Service.Tests.Telemetry;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing.Postgres;
using Portal = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>The composed service counts what it does on real sockets.</summary>
public sealed class MetricStories(PostgresFixture postgres)
{
    [Fact]
    public async Task Calls_plans_writes_and_travels_are_counted_as_they_happen()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        using var measured = new Measured(environment.Instruments);
        var pair = await environment.PairAsync();
        environment.World.Faults.Arm(new Fault(Portal.Sentinel, FaultKind.Status) { Operation = Operations.IncidentsPut, Status = 429 });
        pair.EditInDefender(incident => incident with { Severity = "high" });
        await pair.SentinelShowsAsync(incident => incident.Severity == "High");
        pair.EditInSentinel(incident => incident with { Status = "Active" });
        await pair.DefenderShowsAsync(incident => incident.Status == "inProgress");
        await environment.SettleAsync();

        measured.Sum("api.requests", "portal=sentinel kind=incidentPuts status=429").ShouldBe(1);
        measured.Sum("api.requests", "portal=sentinel kind=incidentPuts status=2xx").ShouldBe(2);
        measured.Sum("writes", "portal=sentinel kind=change result=later").ShouldBe(1);
        measured.Sum("writes", "portal=defender kind=change result=applied").ShouldBe(1);
        measured.Of("propagation", "portal=sentinel field=severity").Count.ShouldBe(1);
        measured.Of("propagation", "portal=defender field=status").Count.ShouldBe(1);
        measured.Sum("reconciliations", "result=wrote").ShouldBeGreaterThanOrEqualTo(3);
        measured.Of("api.wait", "portal=defender kind=graphLists").ShouldNotBeEmpty();
    }
}
