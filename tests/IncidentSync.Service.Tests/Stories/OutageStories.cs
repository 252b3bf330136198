using System.Diagnostics;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>A portal that is down, or does not let us in, costs little and loses nothing.</summary>
public sealed class OutageStories(PostgresFixture postgres)
{
    /// <summary>Of reads and of writes each: one of every worker under way when it shows, and a probe after 1, 2, 4, 8 and 16 seconds; and
    /// the feed's own failures that tell.</summary>
    private const int MostCalls = (2 * 16) + (2 * 6) + 5;

    /// <summary>A write that got no answer is looked up soon.</summary>
    private static Surroundings Impatient { get; } = new()
    {
        Settings = settings => settings.With("Connections:0:Sentinel:Overlap=00:00:01; Connections:0:Timing:LateApply=00:00:01"),
    };

    [Theory]
    [InlineData(nameof(FaultKind.Status))]
    [InlineData(nameof(FaultKind.DropBefore))]
    public async Task An_outage_costs_a_few_calls_and_what_waited_arrives_after_it(string kind)
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Impatient);
        var pairs = new List<Pair>();
        for (var pair = 0; pair < 20; pair++)
        {
            pairs.Add(new Pair(environment, environment.Defender.Create().Id));
        }

        await Wait.UntilAsync(() => pairs.All(pair => pair.HasTwin), () => "A pair has no twin.");
        await environment.SettleAsync();

        environment.World.Calls.Clear();
        var fault = environment.World.Faults.Arm(new Fault(Side.Sentinel, Enum.Parse<FaultKind>(kind)) { Count = null });
        pairs.ForEach(pair => pair.EditInDefender(incident => incident with { Severity = "high" }));
        await Task.Delay(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        var calls = environment.World.Calls.Counts().Where(count => count.Portal == Side.Sentinel).ToList();
        calls.Sum(count => count.Calls).ShouldBeLessThanOrEqualTo(MostCalls, string.Join('\n', calls));
        int.Parse((await environment.Database.ReadAsync("select sum(attempts) from link"))[0]).ShouldBeLessThanOrEqualTo(MostCalls);

        environment.World.Faults.Disarm(fault.Id);
        await Wait.UntilAsync(() => pairs.All(pair => pair.InSentinel.Severity == "High"), () => "An edit was lost.");
    }

    [Fact]
    public async Task Where_access_is_denied_nothing_is_written_and_the_health_says_so_until_it_is_granted_again()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Impatient);
        var pair = await environment.PairAsync();
        var fault = environment.World.Faults.Arm(new Fault(Side.Sentinel, FaultKind.Status) { Status = 403, Count = null });
        await Wait.UntilAsync(async () => (await SentinelAsync(environment))
            .StartsWith("failing access denied (HTTP 403"), () => "It is not told.");
        await Wait.UntilAsync(() => environment.Logs.Lines.Any(line => line.Contains(" 4101: ")), () => "It is asked again and again.");
        var (cursor, writes) = (await CursorAsync(environment), environment.Writes);
        pair.EditInDefender(incident => incident with { Severity = "high" });
        await Wait.UntilAsync(async () => (await environment.Database.ReadAsync("select link_id from intent"))
            .Count > 0, () => "Nothing is planned.");
        environment.World.Faults.Disarm(fault.Id);

        (environment.Writes, await CursorAsync(environment)).ShouldBe((writes, cursor));
        await pair.SentinelShowsAsync(incident => incident.Severity == "High");
        await Wait.UntilAsync(async () => (await SentinelAsync(environment)).StartsWith("ok"), () => "It is not well again.");
    }

    [Fact]
    public async Task Incidents_that_may_not_be_written_wait_alone_and_an_edit_of_another_arrives()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Impatient);
        var forbidden = Enumerable.Range(0, 30).Select(_ => new Pair(environment, environment.Defender.Create().Id)).ToList();
        var free = await environment.PairAsync();
        forbidden.ForEach(pair => Forbid(environment, pair));
        forbidden.ForEach(pair => pair.EditInSentinel(incident => incident with { Severity = "High" }));
        await Wait.UntilAsync(async () => (await DeniedAsync(environment)).Count >= 3, () => "Nothing is refused.");

        foreach (var severity in new[] { "high", "low", "high", "low" })
        {
            free.EditInSentinel(incident => incident with { Severity = $"{char.ToUpperInvariant(severity[0])}{severity[1..]}" });
            await free.DefenderShowsAsync(incident => incident.Severity == severity);
        }

        await Wait.UntilAsync(
            async () => (await DeniedAsync(environment)).Count == forbidden.Count, () => "One does not say why it waits.");
        (await SideAsync(environment, "defender")).ShouldStartWith("ok");
    }

    [Fact]
    public async Task A_portal_that_cannot_be_listed_is_probed_at_the_pace_of_its_circuit_alone()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Impatient);
        await environment.PairAsync();
        environment.World.Faults.Arm(new Fault(Side.Sentinel, FaultKind.Status) { Count = null });
        await Wait.UntilAsync(() => environment.Logs.Lines.Any(line => line.Contains(" 4101: ")), () => "It is asked again and again.");
        environment.World.Calls.Clear();
        var took = Stopwatch.StartNew();
        await Wait.UntilAsync(() => environment.World.Calls.Total(Side.Sentinel) >= 4, () => "It is not probed.");
        took.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    }

    private static void Forbid(TestEnvironment environment, Pair pair) =>
        environment.World.Faults.Arm(new Fault(Side.Defender, FaultKind.Status)
        {
            Operation = Operations.IncidentsPatch, IncidentId = pair.DefenderId, Status = 403, Count = null,
        });

    private static Task<IReadOnlyList<string>> DeniedAsync(TestEnvironment environment) =>
        environment.Database.ReadAsync("select id from link where attempts > 0 and last_error like 'access denied (HTTP 403%'");

    private static Task<string> SentinelAsync(TestEnvironment environment) => SideAsync(environment, "sentinel");

    private static async Task<string> SideAsync(TestEnvironment environment, string side)
    {
        var said = (await environment.HealthAsync("/health/ready")).Body!["connections"]![0]![side]!;
        return $"{said["state"]} {said["error"]}";
    }

    private static async Task<string> CursorAsync(TestEnvironment environment) =>
        (await environment.Database.ReadAsync("select cursor_ticks from feed where portal = 'Sentinel'")).Single();
}
