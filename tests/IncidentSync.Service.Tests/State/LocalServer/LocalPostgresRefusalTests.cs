using System.Diagnostics;
using System.Runtime.Versioning;
using IncidentSync.Service.State.LocalServer;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.State.LocalServer;

/// <summary>What the operator reads when there can be no private server.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LocalPostgresRefusalTests : IAsyncDisposable
{
    private readonly Directories _directories = new();

    [Fact]
    public async Task Without_PostgreSQL_on_the_machine_the_message_names_the_package()
    {
        var message = await _directories.FailAsync(TestDirectory.Options(_directories.New()) with { SearchPath = [] });

        message.ShouldContain("apt-get install postgresql");
    }

    [Fact]
    public async Task Data_of_another_major_version_is_refused_with_both_versions()
    {
        var (directory, postmasterFile) = await _directories.StopAndForgetAsync();
        var version = Path.Combine(Path.GetDirectoryName(postmasterFile)!, "PG_VERSION");
        var here = (await File.ReadAllTextAsync(version, TestContext.Current.CancellationToken)).Trim();
        await File.WriteAllTextAsync(version, "9\n", TestContext.Current.CancellationToken);

        var message = await _directories.FailAsync(TestDirectory.Options(directory));

        message.ShouldContain("made by PostgreSQL 9, ");
        message.ShouldContain($"PostgreSQL {here} in ");
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_refused_by_its_name()
    {
        var path = _directories.New();
        Directory.CreateDirectory(path);
        var file = Path.Combine(path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var message = await _directories.FailAsync(TestDirectory.Options(file));

        message.ShouldContain(file);
        message.ShouldContain("Set Store:DataDirectory");
    }

    [Fact]
    public async Task A_parent_that_the_server_user_cannot_enter_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only as root do service and server differ.");
        var closed = _directories.New();
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var message = await _directories.FailAsync(TestDirectory.Options(Path.Combine(closed, "data")));

        message.ShouldContain($"may not enter {closed}.");
    }

    [Theory]
    [InlineData("games")]
    [InlineData("4242")]
    public async Task A_service_that_runs_as_root_uses_no_database_of_another_user(string owner)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root could.");
        var (directory, postmasterFile) = await _directories.StopAndForgetAsync();
        var folder = new DataLayout(directory).Root;
        using (var chown = Process.Start("chown", ["-R", owner, folder]))
        {
            await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await _directories.FailAsync(TestDirectory.Options(directory))).ShouldStartWith($"{folder} belongs to ");

        File.Exists(postmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_directory_with_other_files_is_left_alone()
    {
        var (directory, postmasterFile) = await _directories.StopAndForgetAsync();
        File.Delete(Path.Combine(Path.GetDirectoryName(postmasterFile)!, "PG_VERSION"));

        (await _directories.FailAsync(TestDirectory.Options(directory))).ShouldContain("holds files, but no PG_VERSION");
    }

    [Fact]
    public async Task A_server_that_does_not_start_shows_the_end_of_its_log()
    {
        var (directory, postmasterFile) = await _directories.StopAndForgetAsync();
        File.Delete(Path.Combine(Path.GetDirectoryName(postmasterFile)!, "global", "pg_control"));

        var message = await _directories.FailAsync(TestDirectory.Options(directory));

        message.ShouldContain("server.log");
        message.ShouldContain("pg_control");
    }

    public ValueTask DisposeAsync() => _directories.DisposeAsync();
}
