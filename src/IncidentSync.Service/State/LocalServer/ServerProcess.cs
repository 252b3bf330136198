using System.Diagnostics;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>
/// Starts and stops the server's process through pg_ctl, which gives it a session of its own: a Ctrl+C meant for the service must not stop
/// the database under it, and a killed service leaves a whole server for the next start to adopt.
/// </summary>
internal sealed class ServerProcess(ServerDirectory directory, PostgresInstallation installation)
{
    private const long LongestLogBytes = 10 << 20;
    private static readonly TimeSpan EndInterval = TimeSpan.FromMilliseconds(10);

    private DataLayout Layout => directory.Layout;

    public async Task StartAsync(LocalPostgresOptions options, CancellationToken cancellationToken)
    {
        var log = new FileInfo(Layout.Log);
        if (log.Length > LongestLogBytes)
        {
            log.MoveTo(Layout.Log + ".1", overwrite: true);
            await directory.MakeFilesAsync(cancellationToken);
        }

        var logStart = new FileInfo(Layout.Log).Length;
        var start = PgCtl(
            "start", "-s", "-w", "-t", Seconds(options.StartTimeout), "-l", DataLayout.LogName,
            "-o", ServerSettings.CommandLine(directory.Socket, options));
        CommandResult started;
        try
        {
            started = await start.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(options.StartTimeout);
            throw;
        }

        // After a timeout the server may still be recovering from a crash. It goes on, and the next start adopts it.
        if (!started.Succeeded)
        {
            throw new LocalPostgresException(
                $"The private PostgreSQL {installation.Major} server did not start on {Layout.Cluster} ({started.FirstLine}). The last "
                + $"lines of its log, {Layout.Log}:\n{LastLogLines(logStart)}");
        }
    }

    /// <returns>Whether the shutdown was clean. Otherwise the server recovers at its next start; no commit is lost.</returns>
    public async Task<bool> StopAsync(TimeSpan timeout)
    {
        var postmaster = Postmaster.Read(Layout);
        // No token: stopping is bounded by itself, and a half-stopped server helps nobody.
        var stopped = await PgCtl("stop", "-s", "-w", "-m", "fast", "-t", Seconds(timeout)).RunAsync(CancellationToken.None);
        if (!stopped.Succeeded)
        {
            await PgCtl("stop", "-s", "-w", "-m", "immediate", "-t", "5").RunAsync(CancellationToken.None);
        }

        if (postmaster is not null)
        {
            await EndedAsync(postmaster, timeout);
        }

        return stopped.Succeeded;
    }

    // pg_ctl waits for the server's file, which goes a moment before its process does.
    private async Task EndedAsync(Postmaster postmaster, TimeSpan timeout)
    {
        var waited = Stopwatch.StartNew();
        while (postmaster.IsRunning(Layout) && waited.Elapsed < timeout)
        {
            await Task.Delay(EndInterval);
        }
    }

    private static string Seconds(TimeSpan time) => $"{Math.Max(1, (int)Math.Ceiling(time.TotalSeconds))}";

    // The log's name is relative, since pg_ctl hands it to a shell between double quotes.
    private Command PgCtl(params string[] arguments) => new(directory.User, installation.PgCtl, arguments)
    {
        WorkingDirectory = Layout.Root,
        ClusterDirectory = Layout.Cluster,
    };

    private string LastLogLines(long from)
    {
        using var log = new FileStream(Layout.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return CommandResult.LastLines(reader.ReadToEnd());
    }
}
