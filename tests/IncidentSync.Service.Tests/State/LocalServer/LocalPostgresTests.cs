using System.Runtime.Versioning;
using IncidentSync.Service.State.LocalServer;
using IncidentSync.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IncidentSync.Service.Tests.State.LocalServer;

/// <summary>The life of the private server, each on a directory of its own and with real processes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LocalPostgresTests : IAsyncDisposable
{
    private readonly Directories _directories = new();

    [Fact]
    public async Task It_starts_on_a_directory_that_does_not_exist_yet()
    {
        var server = await _directories.StartAsync(_directories.New());

        (await AskAsync(server, "SELECT current_database()")).ShouldBe("incidentsync");
        (await AskAsync(server, "SHOW server_encoding")).ShouldBe("UTF8");
        (await AskAsync(server, "SHOW data_checksums")).ShouldBe("on");
        (await AskAsync(server, "SHOW listen_addresses")).ShouldBe("");
    }

    [Fact]
    public async Task A_restart_keeps_the_data()
    {
        var directory = _directories.New();
        var first = await _directories.StartAsync(directory);
        await AskAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        await first.DisposeAsync();

        var second = await _directories.StartAsync(directory);

        (await AskAsync(second, "SELECT answer::text FROM kept")).ShouldBe("42");
    }

    [Fact]
    public async Task Stopping_leaves_no_process()
    {
        var server = await _directories.StartAsync(_directories.New());
        await server.DisposeAsync();

        new MachineProcess(server.ProcessId).IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_killed_service_left_running_is_adopted_and_stopped_by_its_adopter()
    {
        var (directory, left) = await _directories.LeaveRunningAsync();

        var adopter = await _directories.StartAsync(directory);
        adopter.ProcessId.ShouldBe(left);
        await adopter.DisposeAsync();

        new MachineProcess(left).IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task Services_that_start_at_once_end_up_on_one_server()
    {
        var directory = _directories.New();

        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _directories.StartAsync(directory)));

        servers.Select(server => server.ProcessId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task One_that_joined_does_not_stop_the_server_of_the_other()
    {
        var directory = _directories.New();
        var owner = await _directories.StartAsync(directory);

        await (await _directories.StartAsync(directory)).DisposeAsync();

        (await AskAsync(owner, "SELECT 'still here'")).ShouldBe("still here");
    }

    [Fact]
    public async Task A_server_that_was_killed_recovers_at_the_next_start()
    {
        var (directory, left) = await _directories.LeaveRunningAsync();
        Directories.Kill(left);

        var next = await _directories.StartAsync(directory);

        next.ProcessId.ShouldNotBe(left);
    }

    [Fact]
    public async Task A_server_that_was_killed_is_started_again_by_the_service_that_owns_it()
    {
        var directory = _directories.New();
        var (owner, joined) = (await _directories.StartAsync(directory), await _directories.StartAsync(directory));
        await using var watch = new ServerWatch(owner, NullLogger.Instance);
        Directories.Kill(joined.ProcessId);

        (await joined.MendAsync(Token)).ShouldBeFalse();
        await Wait.UntilAsync(() => owner.ProcessId != joined.ProcessId, () => "It is not started again.");
        (await AskAsync(joined, "SELECT 'up'")).ShouldBe("up");
    }

    [Fact]
    public async Task A_server_whose_owner_is_gone_is_started_again_by_one_that_joined()
    {
        var directory = _directories.New();
        var (owner, joined) = (await _directories.StartAsync(directory), await _directories.StartAsync(directory));
        await owner.DisposeAsync();

        (await joined.MendAsync(Token)).ShouldBeTrue();
        (await AskAsync(joined, "SELECT 'up'")).ShouldBe("up");
        await joined.DisposeAsync();
        new MachineProcess(joined.ProcessId).IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task Files_that_name_another_program_as_the_server_are_removed()
    {
        var (directory, file) = await _directories.StopAndForgetAsync();
        string[] lines = [$"{Environment.ProcessId}", Path.GetDirectoryName(file)!, "1", "5432", "/tmp", "", "1 1", "ready"];
        await File.WriteAllLinesAsync(file, lines, Token);
        await File.WriteAllLinesAsync(SocketDirectory.LockIn(SocketDirectory.For(new DataLayout(directory))), lines, Token);

        (await AskAsync(await _directories.StartAsync(directory), "SELECT 'up'")).ShouldBe("up");
    }

    [Fact]
    public async Task An_empty_postmaster_file_is_removed()
    {
        var (directory, file) = await _directories.StopAndForgetAsync();
        await File.WriteAllTextAsync(file, "", Token);

        (await AskAsync(await _directories.StartAsync(directory), "SELECT 'up'")).ShouldBe("up");
    }

    [Fact]
    public async Task What_a_killed_initdb_left_is_cleared_away()
    {
        var directory = _directories.New();
        var halfMade = Path.Combine(directory, "postgres", "data.new-1");
        Directory.CreateDirectory(Path.Combine(halfMade, "base"));

        (await AskAsync(await _directories.StartAsync(directory), "SELECT 'up'")).ShouldBe("up");

        Directory.Exists(halfMade).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_short_one_that_goes_away_with_the_server()
    {
        var server = await _directories.StartAsync(Path.Combine(_directories.New(), new string('x', 120)));
        var socket = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
        (await AskAsync(server, "SELECT 'up'")).ShouldBe("up");

        await server.DisposeAsync();

        Directory.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_with_signs_that_shells_and_settings_read_works()
    {
        var server = await _directories.StartAsync(Path.Combine(_directories.New(), "it's, a \"$HOME\" `x`"));

        (await AskAsync(server, "SELECT 'up'")).ShouldBe("up");
    }

    [Fact]
    public async Task A_service_that_runs_as_root_does_not_run_the_server_as_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root changes users.");
        var server = await _directories.StartAsync(_directories.New());

        var status = await File.ReadAllLinesAsync($"/proc/{server.ProcessId}/status", Token);

        status.ShouldNotContain(line => line.StartsWith("Uid:") && line.Split('\t').Contains("0"));
    }

    [Fact]
    public async Task Only_the_server_user_can_enter_its_directory()
    {
        var directory = _directories.New();
        await _directories.StartAsync(directory);

        File.GetUnixFileMode(Path.Combine(directory, "postgres"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public ValueTask DisposeAsync() => _directories.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string?> AskAsync(LocalPostgres server, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token) as string;
    }
}
