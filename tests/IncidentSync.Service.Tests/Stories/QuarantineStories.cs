using IncidentSync.Service.Admin.Links;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>
/// A link that keeps failing says why, rests longer and longer, is in nobody's way, and is tried at once when there is news.
/// </summary>
public sealed class QuarantineStories(PostgresFixture postgres)
{
    private const string Failing = "select last_error from link where attempts > 0";

    private const string Obstructed = "select obstacle || ' ' || obstacle_code from link where obstacle <> ''";

    private const string Resting =
        "select id from link where not_before > clock_timestamp() + interval '1 minute' and lease_until is null";

    [Fact]
    public async Task A_link_whose_writes_a_lock_forbids_is_quarantined_under_the_portals_code_and_wakes_on_news()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        var (poisoned, other) = (await environment.PairAsync(), await environment.PairAsync());
        var fault = environment.World.Faults.Arm(new Fault(Side.Sentinel, FaultKind.Status)
        {
            Operation = Operations.IncidentsPut, IncidentId = poisoned.SentinelName, Status = 409, Code = "ScopeLocked", Count = null,
        });
        poisoned.EditInDefender(incident => incident with { Severity = "high" });
        await FailAsync(environment);
        (await environment.Database.ReadAsync(Failing)).ShouldBe(["access denied (HTTP 409 ScopeLocked)"]);
        (await environment.Database.ReadAsync(Obstructed)).ShouldBe(["Denied ScopeLocked"]);

        other.EditInDefender(incident => incident with { Severity = "high" });
        await other.SentinelShowsAsync(incident => incident.Severity == "High");
        poisoned.InSentinel.Severity.ShouldNotBe("High");

        environment.World.Faults.Disarm(fault.Id);
        poisoned.EditInSentinel(incident => incident with { Status = "Active" });
        await poisoned.SentinelShowsAsync(incident => incident.Severity == "High");
        await poisoned.DefenderShowsAsync(incident => incident.Status == "inProgress");
        await Wait.UntilAsync(async () => (await environment.Database.ReadAsync(Failing)).Count == 0, () => "It still fails.");
        (await environment.Database.ReadAsync(Obstructed)).ShouldBeEmpty();
    }

    // Nobody waits for the rests between the first failures; the last one is left to be.
    private static async Task FailAsync(TestEnvironment environment)
    {
        await Wait.UntilAsync(
            async () =>
            {
                await environment.Database.ExecuteAsync(
                    $"update link set not_before = clock_timestamp() where attempts between 1 and {Quarantine.Attempts - 1}");
                return (await environment.Database.ReadAsync($"select id from link where attempts >= {Quarantine.Attempts}")).Count == 1;
            },
            () => "It is not quarantined.");
        await Wait.UntilAsync(async () => (await environment.Database.ReadAsync(Resting)).Count == 1, () => "It does not rest.");
    }
}
