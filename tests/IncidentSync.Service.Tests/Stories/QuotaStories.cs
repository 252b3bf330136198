using System.Diagnostics;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>The portals' limits hold, and the service stays inside them.</summary>
public sealed class QuotaStories(PostgresFixture postgres)
{
    /// <summary>Five minutes pass in fifteen seconds.</summary>
    private const double Pace = 20;

    /// <summary>Five minutes pass in two: longer than any test waits for one window.</summary>
    private const double Slowly = 2.5;

    /// <summary>So many calls of one portal are under way at once.</summary>
    private const int MostAtOnce = 16;

    private const int TooMany = 429;

    [Theory]
    [InlineData(Surroundings.Recorded)]
    [InlineData(Surroundings.Documented)]
    [InlineData(Surroundings.Stricter)]
    public async Task A_wave_of_edits_larger_than_every_limit_arrives_whole_with_a_handful_of_refusals(int puts)
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Surroundings.Metered(Pace, puts));
        var pairs = Enumerable.Range(0, 100).Select(_ => new Pair(environment, environment.Defender.Create().Id)).ToList();
        await Wait.UntilAsync(() => pairs.All(pair => pair.HasTwin), () => $"{pairs.Count(pair => !pair.HasTwin)} have no twin.");

        var took = Stopwatch.StartNew();
        foreach (var pair in pairs)
        {
            pair.EditInDefender(incident => incident with { DisplayName = "In a wave" });
            pair.EditInSentinel(incident => incident with { Status = "Active" });
        }

        await Wait.UntilAsync(() => pairs.All(IsInStep), () => $"{pairs.Count(pair => !IsInStep(pair))} are not in step.");
        var refused = environment.World.Calls.Total(status: TooMany);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"200 edits in {took.Elapsed.TotalSeconds * Pace:0} s of the portals' time, {environment.World.Calls.Total()} calls, "
            + $"{refused} refused");

        // What Sentinel guarantees is tried beyond until it refuses: the calls that are under way then are refused with it, incidents and
        // comments apart, and so once more after what it calls an hour.
        refused.ShouldBeLessThanOrEqualTo(4 * 16);
    }

    [Theory]
    [InlineData(Surroundings.Documented)]
    [InlineData(Surroundings.Stricter)]
    public async Task Twins_have_their_share_of_what_the_portal_says_is_left_and_edits_have_theirs_at_once(int puts)
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Surroundings.Metered(Slowly, puts));
        var pairs = Enumerable.Range(0, 60).Select(_ => new Pair(environment, environment.Defender.Create().Id)).ToList();
        await Wait.UntilAsync(() => pairs.Count(pair => pair.HasTwin) >= puts * 6 / 10, () => "Twins starve.");

        // The engine's comment moves a twin's etag, and an edit that meets that costs a second PUT.
        await Wait.UntilAsync(
            () => pairs.Where(pair => pair.HasTwin).All(pair => pair.InSentinel.Comments.Count == 1), () => "A twin has no comment.");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var twins = pairs.Where(pair => pair.HasTwin).ToList();

        // Calls that overtake each other on the way are told a little more than is left.
        twins.Count.ShouldBeInRange(puts * 6 / 10, (puts * 6 / 10) + MostAtOnce);

        var edited = twins.Take(puts - twins.Count).ToList();
        edited.ForEach(pair => pair.EditInDefender(incident => incident with { Severity = "high" }));
        await Wait.UntilAsync(() => edited.All(pair => pair.InSentinel.Severity == "High"), () => "Edits wait for twins.");
        environment.World.Calls.Total(Side.Sentinel, Operations.IncidentsPut).ShouldBe(puts);
        environment.World.Calls.Total(status: TooMany).ShouldBe(0);
    }

    [Theory]
    [InlineData(Surroundings.Recorded)]
    [InlineData(Surroundings.Documented)]
    [InlineData(Surroundings.Stricter)]
    public async Task After_a_refusal_nobody_calls_before_the_time_it_gave(int puts)
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Surroundings.Metered(Pace, puts));
        await environment.PairAsync();
        environment.World.Faults.Arm(new Fault(Side.Defender, FaultKind.Status) { Status = TooMany, RetryAfterSeconds = 15 });
        await Wait.UntilAsync(async () => await IsBlockedAsync(environment), () => "Nobody is blocked.");
        var calls = environment.World.Calls.Total(Side.Defender);
        var looks = 0;
        while (environment.World.Calls.Total(Side.Defender) is var now && await IsBlockedAsync(environment))
        {
            now.ShouldBe(calls);
            looks++;
        }

        looks.ShouldBeGreaterThan(0);
        await Wait.UntilAsync(() => environment.World.Calls.Total(Side.Defender) > calls, () => "Nobody calls any more.");
    }

    [Theory]
    [InlineData(Surroundings.Recorded)]
    [InlineData(Surroundings.Documented)]
    [InlineData(Surroundings.Stricter)]
    public async Task A_refusal_that_does_not_say_for_how_long_is_waited_out_too(int puts)
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Surroundings.Metered(Pace, puts));
        var pair = await environment.PairAsync();
        environment.World.Faults.Arm(new Fault(Side.Sentinel, FaultKind.Status)
        {
            Operation = Operations.IncidentsPut, Status = TooMany, Count = 2,
        });
        pair.EditInDefender(incident => incident with { Severity = "high" });
        await pair.SentinelShowsAsync(incident => incident.Severity == "High");
        environment.World.Calls.Total(Side.Sentinel, status: TooMany).ShouldBe(2);
    }

    private static bool IsInStep(Pair pair) =>
        pair is { InSentinel: { Title: "In a wave", Status: "Active" }, InDefender: { DisplayName: "In a wave", Status: "inProgress" } };

    private static async Task<bool> IsBlockedAsync(TestEnvironment environment) =>
        (await environment.Database.ReadAsync(
            "select meter from quota where meter like 'graphlists/%' and blocked_until > clock_timestamp()")).Count > 0;
}
