using System.Diagnostics;
using IncidentSync.Service.State.LocalServer;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Service.Tests.State.LocalServer;

/// <summary>The data directories and servers of one test, all gone after it.</summary>
internal sealed class Directories : IAsyncDisposable
{
    private readonly List<string> _made = [];
    private readonly List<LocalPostgres> _started = [];

    public string New()
    {
        _made.Add(TestDirectory.New());
        return _made[^1];
    }

    public Task<LocalPostgres> StartAsync(string directory) => StartAsync(TestDirectory.Options(directory));

    public async Task<LocalPostgres> StartAsync(LocalPostgresOptions options)
    {
        var server = await LocalPostgres.StartAsync(options, NullLogger.Instance, TestContext.Current.CancellationToken);
        lock (_started)
        {
            _started.Add(server);
        }

        return server;
    }

    public async Task<string> FailAsync(LocalPostgresOptions options) =>
        (await Should.ThrowAsync<LocalPostgresException>(() => StartAsync(options))).Message;

    /// <summary>A directory whose server runs while nobody holds its lock: what kill -9 of a service leaves.</summary>
    public async Task<(string Directory, int ProcessId)> LeaveRunningAsync()
    {
        var (path, file) = await StopAndForgetAsync();
        var token = TestContext.Current.CancellationToken;
        var options = TestDirectory.Options(path);
        var prepared = await ServerDirectory.PrepareAsync(path, token);
        var installed = await PostgresInstallation.FindAllAsync(options.SearchPath, token);
        await new ServerProcess(prepared, installed[0]).StartAsync(options, token);
        return (path, int.Parse((await File.ReadAllLinesAsync(file, token))[0]));
    }

    /// <summary>A directory with data and without a server, and where its postmaster.pid would be.</summary>
    public async Task<(string Directory, string PostmasterFile)> StopAndForgetAsync()
    {
        var directory = New();
        await (await StartAsync(directory)).DisposeAsync();
        return (directory, new DataLayout(directory).PostmasterFile);
    }

    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _started)
        {
            await server.DisposeAsync();
        }

        _made.ForEach(TestDirectory.Delete);
    }
}
