using IncidentSync.Service.Tests.Stories;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>Replicas that share nothing but the database.</summary>
public sealed class ReplicaStories(PostgresFixture postgres)
{
    [Fact]
    public async Task Two_replicas_without_a_bus_between_them_never_do_the_same_work_twice()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        await environment.StartServiceAsync();
        var wave = await Wave.OfAsync(environment, 8);
        wave.Edit();
        wave.Edit();
        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task A_replica_that_falls_silent_in_a_transaction_keeps_no_row_from_the_others()
    {
        FaultProxy? line = null;
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: new()
        {
            Settings = Timing.Short, Reach = database => (line = FaultProxy.ToPostgres(database)).Reach(database, "Command Timeout=2"),
        });
        await using var network = line!;
        var wave = await Wave.OfAsync(environment, 2);
        var silent = 0;

        // Whoever commits a link has its row, and the server waits for word of it for as long as the line stands.
        network.Fate = parcel => parcel.Contains("update link set unwritable") && Interlocked.Exchange(ref silent, 1) == 0
            ? new Fate(FateKind.GoSilentAfter, TimeSpan.FromHours(1))
            : Fate.Pass;
        wave.Edit();
        await Wait.UntilAsync(() => silent == 1, () => "Nobody commits a link.");
        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task A_replica_that_stood_still_longer_than_its_lease_sends_nothing_of_what_it_had_begun()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: new() { Settings = Timing.Short });
        var (edited, commented) = (await environment.PairAsync(), await environment.PairAsync());
        await environment.StopServiceAsync();
        await using var frozen = ServiceProcess.Start("--config", environment.Settings().Write());
        await frozen.AddressAsync();
        var slow = environment.World.Faults.Arm(
            new Fault(Portal.Defender, FaultKind.Slow) { Operation = Operations.IncidentsGet, Count = 2, Delay = TimeSpan.FromSeconds(1) });
        edited.EditInSentinel(incident => incident with { Severity = "High" });
        environment.Sentinel.Comment(commented.SentinelName, Actor.Person("bob@contoso.com"), "said once");
        await Wait.UntilAsync(() => slow.Met == 2, () => $"Nothing is written. {frozen.Output} {frozen.Error}");
        frozen.Freeze();

        await environment.StartServiceAsync();
        await edited.DefenderShowsAsync(incident => incident.Severity == "high");
        await commented.DefenderShowsAsync(incident => incident.Comments.Count == 1);
        edited.EditInDefender(incident => incident with { Severity = "low" });
        await edited.SentinelShowsAsync(incident => incident.Severity == "Low");
        await environment.SettleAsync();
        var edits = environment.World.Edits.Last;

        frozen.Thaw();
        var polls = environment.World.Calls.Total(Portal.Defender);
        await Wait.UntilAsync(() => environment.World.Calls.Total(Portal.Defender) > polls + 40, () => "Nobody polls.");
        await environment.SettleAsync();
        environment.World.Edits.After(edits).ShouldBeEmpty();
        (edited.InDefender.Severity, commented.InDefender.Comments.Count).ShouldBe(("low", 1));
    }
}
