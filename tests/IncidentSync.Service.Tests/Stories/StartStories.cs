using System.Net;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Portal = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>Starts: on portals that are down, on a database that is gone, again.</summary>
public sealed class StartStories(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Defender", "sentinel")]
    [InlineData("Sentinel", "defender")]
    public async Task A_portal_that_is_down_at_the_start_is_told_and_waited_for(string down, string well)
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, world => Break(world, Enum.Parse<Portal>(down)));
        var id = environment.Defender.Create().Id;
        await Wait.UntilAsync(
            async () => await StateAsync(environment, down.ToLowerInvariant()) == "failing", () => "The portal's state is not told.");
        await Wait.UntilAsync(async () => await StateAsync(environment, well) == "ok", () => "The other portal's state is not told.");
        (await environment.HealthAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        environment.World.Faults.Clear();
        await Wait.UntilAsync(() => environment.Sentinel.Find(TestEnvironment.TwinOf(id)) is not null, () => "The service did not go on.");
        await Wait.UntilAsync(
            async () => await StateAsync(environment, down.ToLowerInvariant()) == "ok", () => "The portal's state is not told.");
    }

    [Fact]
    public async Task A_start_writes_nothing_again_and_an_empty_database_adopts_every_pair()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, Populate);
        await Wait.UntilAsync(() => environment.Sentinel.Incidents().Count == 8, () => "Not every incident has a twin.");
        await environment.SettleAsync();
        var (written, edits) = (environment.Writes, environment.World.Edits.Last);

        await environment.StopServiceAsync();
        await environment.StartServiceAsync();
        await environment.SettleAsync();
        environment.World.Edits.After(edits).ShouldBeEmpty("the service was only started again");
        environment.Writes.ShouldBe(written);

        await environment.StartOnEmptyDatabaseAsync();
        await environment.SettleAsync();
        environment.World.Edits.After(edits).ShouldBeEmpty("the service only lost its database");
        environment.Writes.ShouldBe(written);
        (await environment.Database.ReadAsync("select state from link where defender_id is not null"))
            .ShouldBe(Enumerable.Repeat("Live", 8));
        (await environment.Database.ReadAsync("select count(*) from base")).Single().ShouldNotBe("0");
    }

    [Fact]
    public async Task A_portal_whose_clock_is_ahead_is_served_all_the_same()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, world => world.Clock.Advance(TimeSpan.FromDays(1)));
        var pair = await environment.PairAsync();
        pair.EditInSentinel(incident => incident with { Status = "Active" });
        await pair.DefenderShowsAsync(incident => incident.Status == "inProgress");
    }

    private static void Break(World world, Portal portal) => world.Faults.Arm(new Fault(portal, FaultKind.DropBefore) { Count = null });

    private static void Populate(World world)
    {
        var defender = world.Defender();
        defender.Create();
        defender.Create(incident => incident with { DisplayName = "", Description = null, Severity = "unknown" });
        defender.Create(incident => incident with { Status = "resolved" });
        defender.Create(incident => incident with
        {
            Status = "resolved", Classification = "truePositive", Determination = "malware", ResolvingComment = "done",
        });
        defender.Create(
            incident => incident with { Status = "awaitingAction", AssignedTo = "alice@contoso.com", CustomTags = ["vip", "Ümlaut"] });
        defender.Create(incident => incident with { AssignedTo = "soc tier 2", Classification = "falsePositive", Determination = "clean" });
        defender.Create(
            incident => incident with { Description = new string('x', 6_000) + "\U0001F469\u200D\U0001F4BB", Status = "escalated" });
        var commented = defender.Create();
        defender.Comment(commented.Id, Actor.Person("alice@contoso.com"), "looked at it");
    }

    private static async Task<string> StateAsync(TestEnvironment environment, string portal) =>
        (await environment.HealthAsync("/health/ready")).Body!["connections"]![0]![portal]!["state"]!.GetValue<string>();
}
