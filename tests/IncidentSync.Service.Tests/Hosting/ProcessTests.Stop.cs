using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;
using Npgsql;

namespace IncidentSync.Service.Tests.Hosting;

/// <content>What it does when it is told to stop.</content>
public sealed partial class ProcessTests
{
    [Fact]
    public async Task Told_to_stop_it_finishes_the_call_it_has_begun_and_gives_every_link_back()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        simulator.World.Defender().Create();
        var slow = simulator.World.Faults.Arm(
            new Fault(Portal.Sentinel, FaultKind.Slow) { Operation = Operations.IncidentsPut, Delay = TimeSpan.FromSeconds(2) });
        await using var process = ServiceProcess.Start("--config", new Settings().For(simulator, database.ConnectionString).Write());
        await Wait.UntilAsync(() => slow.Met == 1, () => $"Nothing is written. {process.Output} {process.Error}");
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
        (await database.ReadAsync("select lease_until from link")).ShouldBe([""]);
        (await database.ReadAsync("select kind from intent where kind = 'create'")).ShouldBeEmpty();
        (await database.ReadAsync("select portal from snapshot order by portal")).ShouldBe(["Defender", "Sentinel"]);
    }

    [Theory]
    [InlineData("Defender", Operations.IncidentsList)]
    [InlineData("Sentinel", Operations.IncidentsList)]
    [InlineData("Sentinel", Operations.CommentsList)]
    public async Task Told_to_stop_while_it_reads_a_list_without_end_and_counts_no_call_it_ends(string portal, string operation)
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var incidents = Enumerable.Range(0, 3).Select(_ => simulator.World.Defender().Create().Id).ToList();
        var twin = Settings.Identity.TwinOf(new(incidents[0])).Value;
        await using var process = ServiceProcess.Start("--config", new Settings().For(simulator, database.ConnectionString).Write());
        await Wait.UntilAsync(() => simulator.World.Sentinel().Find(twin) is not null, () => $"There is no twin. {process.Output}");
        var endless = simulator.World.Faults.Arm(
            new Fault(Enum.Parse<Portal>(portal), FaultKind.EndlessList) { Operation = operation, Count = null });
        simulator.World.Sentinel().Comment(twin, Actor.Person("bob@contoso.com"), "On and on.");
        await Wait.UntilAsync(() => endless.Met > 10, () => $"Nothing is read. {process.Output}");
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
        (await database.ReadAsync("select id from link where lease_until is not null")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("migration")]
    [InlineData("brake")]
    public async Task Told_to_stop_while_it_starts_it_ends_with_0(string untilItAsksFor)
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var blocker = new NpgsqlConnection(database.Roles.Migrator);
        await blocker.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = new NpgsqlCommand($"begin; lock table {untilItAsksFor} in access exclusive mode", blocker);
        await held.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var process = ServiceProcess.Start("--config", new Settings().For(simulator, database.ConnectionString).Write());
        await Wait.UntilAsync(
            async () => (await database.ReadAsync(
                "select 1 from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())"))
                .Count > 0,
            () => $"It does not wait. {process.Output} {process.Error}");
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
    }
}
