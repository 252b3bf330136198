using System.Collections.Concurrent;
using IncidentSync.Service.State.LocalServer;
using IncidentSync.Service.Tests.State.LocalServer;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>
/// The line to PostgreSQL fails under the service's hands, at any statement and at the commit itself: whether that was done or not, the
/// portals converge, no comment is doubled and no value written twice.
/// </summary>
public sealed class DatabaseFaultStories(PostgresFixture postgres)
{
    private static readonly string[] Statements =
    [
        "select cursor_ticks", "order by turn, not_before", "insert into connection", "insert into link", "update link set lease_token",
        "update link set unwritable", "COMMIT",
    ];

    /// <summary>Of each kind.</summary>
    private static int Cuts => Length.IsLong ? 200 : 14;

    public static TheoryData<string> Kinds =>
        [nameof(FateKind.CutBefore), nameof(FateKind.CutAfter), nameof(FateKind.GoSilent), nameof(FateKind.Delay)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_line_that_fails_at_any_statement_costs_time_only(string kind)
    {
        FaultProxy? line = null;
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: new()
        {
            Settings = Timing.Short, Reach = database => (line = FaultProxy.ToPostgres(database)).Reach(database, "Command Timeout=2"),
        });
        await using var network = line!;
        var wave = await Wave.OfAsync(environment, 5);
        var cuts = new ConcurrentDictionary<string, int>();
        var fate = new Fate(Enum.Parse<FateKind>(kind), TimeSpan.FromMilliseconds(300));

        // Of every kind of statement so many fail, and no two in a row, so that each succeeds in the end.
        network.Fate = parcel =>
        {
            var met = Statements.FirstOrDefault(parcel.Contains);
            if (met is null || parcel.Number % 2 == 0 || cuts.GetValueOrDefault(met) * Statements.Length >= Cuts)
            {
                return Fate.Pass;
            }

            cuts.AddOrUpdate(met, 1, (_, count) => count + 1);
            return fate;
        };
        for (var turn = 0; turn < 150 && cuts.Values.Sum() < Cuts; turn++)
        {
            wave.Edit();
            await wave.GoOnAsync();
        }

        await wave.ShouldHaveTravelledAsync();
        cuts.Keys.ShouldBe(Statements, ignoreOrder: true);
        wave.Tell($"{kind} {cuts.Values.Sum()}");
    }

    [Fact]
    public async Task A_pool_of_one_connection_is_enough()
    {
        FaultProxy? line = null;
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: new()
        {
            Settings = Timing.Short,
            Reach = database => (line = FaultProxy.ToPostgres(database)).Reach(database, "Maximum Pool Size=1;Timeout=1"),
        });
        await using var network = line!;
        network.Fate = parcel => new Fate(FateKind.Delay, TimeSpan.FromMilliseconds(parcel.Number % 200 == 0 ? 1500 : 0));
        var wave = await Wave.OfAsync(environment, 4);
        wave.Edit();
        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task A_deadlock_that_the_service_loses_costs_time_only()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: new() { Settings = Timing.Short });
        var wave = await Wave.OfAsync(environment, 2);
        for (var round = 0; round < 5; round++)
        {
            await using var other = new NpgsqlConnection(environment.Database.Roles.Superuser);
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await RunAsync(other, "set local deadlock_timeout = '1min'; select 1 from link order by id desc limit 1 for update");
            wave.Edit();
            await Wait.UntilAsync(
                async () => (await environment.Database.ReadAsync("select pid from pg_locks where not granted")).Count > 0,
                () => "Nobody waits for us.");
            await RunAsync(other, "select 1 from link order by id for update");
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await wave.ShouldHaveTravelledAsync();
        environment.Logs.Lines.ShouldContain(line => line.Contains(PostgresErrorCodes.DeadlockDetected));
    }

    [Fact]
    public async Task A_server_that_crashes_in_the_middle_of_a_day_costs_time_only()
    {
        await using var directories = new Directories();
        var (immediate, killed) = Length.IsLong ? (30, 5) : (2, 1);
        var directory = directories.New();

        // One as the service starts it: the others of the tests forget their last commits when they crash, for speed.
        var server = await directories.StartAsync(new LocalPostgresOptions { DataDirectory = directory });
        await using var watch = new ServerWatch(server, NullLogger.Instance);
        await using var environment = await TestEnvironment.StartAsync(
            postgres, surroundings: new()
            {
                Settings = Timing.Short,
                Reach = _ => server.ConnectionString,
                Database = () => TestDatabase.AtAsync(server.ConnectionString),
            });
        var wave = await Wave.OfAsync(environment, 4);
        for (var crash = 0; crash < immediate + killed; crash++)
        {
            wave.Edit();
            var crashed = server.ProcessId;
            if (crash < immediate)
            {
                await StopImmediatelyAsync(directory);
            }
            else
            {
                Directories.Kill(crashed);
            }

            await Wait.UntilAsync(() => server.ProcessId != crashed, () => "It never comes back.");

            // Every other crash meets what the one before it has left half done.
            if (crash % 2 == 0)
            {
                await wave.TravelAsync();
            }
        }

        await wave.ShouldHaveTravelledAsync();
        environment.Logs.Lines.ShouldNotContain(line => line.Contains("Exception"));
        wave.Tell($"{immediate} immediate stops, {killed} kills");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task StopImmediatelyAsync(string directory)
    {
        var token = TestContext.Current.CancellationToken;
        var prepared = await ServerDirectory.PrepareAsync(directory, token);
        var installed = await PostgresInstallation.FindAllAsync(TestDirectory.Options(directory).SearchPath, token);
        var stopped = await new Command(prepared.User, installed[0].PgCtl, "stop", "-s", "-W", "-m", "immediate")
        {
            WorkingDirectory = prepared.Layout.Root,
            ClusterDirectory = prepared.Layout.Cluster,
        }.RunAsync(token);
        stopped.Succeeded.ShouldBeTrue(stopped.Output);
    }
}
