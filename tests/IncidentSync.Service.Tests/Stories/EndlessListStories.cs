using IncidentSync.Core.Links;
using IncidentSync.Service.Connections;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>A list that does not end, or is longer than what is read at once, holds nothing up but itself.</summary>
public sealed class EndlessListStories(PostgresFixture postgres)
{
    private const int MoreThanTwoPages = 450;

    private static Surroundings Narrow { get; } = new() { Lists = new ListLimits(Pages: 2, Bytes: 64 * 1024 * 1024, CommentPages: 2) };

    [Theory]
    [InlineData(nameof(Side.Defender))]
    [InlineData(nameof(Side.Sentinel))]
    public async Task An_endless_list_of_incidents_is_told_of_and_the_other_portal_is_read_on(string name)
    {
        var (side, other) = name == nameof(Side.Defender) ? (Side.Defender, Side.Sentinel) : (Side.Sentinel, Side.Defender);
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Narrow);
        var (pair, second) = (await environment.PairAsync(), await environment.PairAsync());
        var fault = environment.World.Faults.Arm(
            new Fault(side, FaultKind.EndlessList) { Operation = Operations.IncidentsList, Count = null });
        await Wait.UntilAsync(async () => (await SideAsync(environment, side)).StartsWith("failing"), () => "Nobody is told.");
        await EditAsync(pair, other, "High");
        environment.World.Faults.Disarm(fault.Id);
        await EditAsync(second, side, "High");
        await Wait.UntilAsync(async () => (await SideAsync(environment, side)).StartsWith("ok"), () => "It is not well again.");
    }

    [Fact]
    public async Task Links_that_lead_round_in_a_circle_are_followed_round_once()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        await environment.PairAsync();
        environment.World.Faults.Arm(
            new Fault(Side.Sentinel, FaultKind.CircularNextLink) { Operation = Operations.IncidentsList, Count = null });
        await Wait.UntilAsync(
            async () => (await SideAsync(environment, Side.Sentinel)).Contains("leads back to a page"), () => "Nobody is told.");
    }

    [Fact]
    public async Task Endless_comments_of_one_incident_are_told_of_and_others_are_carried_and_none_twice()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Narrow);
        var (endless, other) = (await environment.PairAsync(), await environment.PairAsync());
        var fault = environment.World.Faults.Arm(new Fault(Side.Sentinel, FaultKind.EndlessList)
        {
            Operation = Operations.CommentsList, IncidentId = endless.SentinelName, Count = null,
        });
        Comment(environment, endless, "What was read.");
        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync("select held from link")).Any(held => held.Contains("TooManyComments")),
            () => "The link does not tell.");
        environment.Defender.Comment(endless.DefenderId, Actor.Person("alice@contoso.com"), "It waits.");
        Comment(environment, other, "Of another.");
        await other.DefenderShowsAsync(incident => incident.Comments.Any(comment => comment.Text.Contains("Of another.")));
        await environment.SettleAsync();
        endless.InSentinel.Comments.Count(comment => comment.Message.Contains("It waits.")).ShouldBe(0);
        endless.InDefender.Comments.Count(comment => comment.Text.Contains("What was read.")).ShouldBe(2);

        environment.World.Faults.Disarm(fault.Id);
        Comment(environment, endless, "The end.");
        await endless.SentinelShowsAsync(incident => incident.Comments.Any(comment => comment.Message.Contains("It waits.")));
        await environment.SettleAsync();
        endless.InSentinel.Comments.Count(comment => comment.Message.Contains("It waits.")).ShouldBe(1);
        endless.InDefender.Comments.Count(comment => comment.Text.Contains("The end.")).ShouldBe(1);
        (await endless.JournalAsync()).Count(row => row is { Kind: JournalKind.Freed, Reason: "TooManyComments" }).ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(Side.Defender))]
    [InlineData(nameof(Side.Sentinel))]
    public async Task A_window_of_more_than_is_read_at_once_is_read_in_parts_and_every_incident_arrives(string side)
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Narrow);
        await environment.PairAsync();
        await environment.UnseenAsync(() =>
        {
            for (var number = 0; number < MoreThanTwoPages; number++)
            {
                environment.World.Clock.Advance(TimeSpan.FromMilliseconds(20));
                _ = side == nameof(Side.Defender) ? environment.Defender.Create().Id : environment.Sentinel.Create().Name;
            }
        });
        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync($"select count(*) from snapshot where portal = '{side}'"))[0]
                == $"{MoreThanTwoPages + 1}",
            () => "One is missing.");
        environment.Logs.Lines.ShouldContain(line => line.Contains(" 1009: "));
        await Wait.UntilAsync(
            async () =>
                (await environment.Database.ReadAsync("select kind from listing where kind = 'Backfill' and since_ticks is not null"))
                .Count == 0,
            () => "A part is left.");
    }

    private static void Comment(TestEnvironment environment, Pair pair, string words) =>
        environment.Sentinel.Comment(pair.SentinelName, Actor.Person("bob@contoso.com"), words);

    private static async Task EditAsync(Pair pair, Side side, string severity)
    {
        if (side == Side.Defender)
        {
            pair.EditInDefender(incident => incident with { Severity = severity.ToLowerInvariant() });
            await pair.SentinelShowsAsync(incident => incident.Severity == severity);
        }
        else
        {
            pair.EditInSentinel(incident => incident with { Severity = severity });
            await pair.DefenderShowsAsync(incident => incident.Severity == severity.ToLowerInvariant());
        }
    }

    private static async Task<string> SideAsync(TestEnvironment environment, Side side)
    {
        var said = (await environment.HealthAsync("/health/ready")).Body!["connections"]![0]![side.ToString().ToLowerInvariant()]!;
        return $"{said["state"]} {said["error"]}";
    }
}
