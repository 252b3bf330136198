using System.CommandLine;
using System.Runtime.InteropServices;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Hosting;

/// <summary>The command line: <c>run</c> (the default), <c>check</c>, <c>migrate</c>, <c>siem</c>.</summary>
internal static class Commands
{
    public static RootCommand Create()
    {
        var config = new Option<string?>("--config")
        {
            Description = "The configuration file (JSON). Environment variables override it.", HelpName = "FILE", Recursive = true,
        };
        var root = new RootCommand("Keeps incidents of Microsoft Defender XDR and Microsoft Sentinel the same.") { config };
        root.SetAction((parsed, cancel) => WithOptionsAsync(ConfigurationFile.Read, parsed.GetValue(config), RunAsync, cancel));
        root.Add(Verb("run", "Runs the service until it is stopped (the default).", ConfigurationFile.Read, RunAsync));
        root.Add(Verb(
            "check", "Checks every part once, writes nothing to a portal, and reports problems.", ConfigurationFile.Read, Doctor.RunAsync));
        root.Add(Verb("migrate", "Updates the database's schema, then exits.", ConfigurationFile.ReadStore, MigrateAsync));
        root.Add(SiemCommands.Create((parsed, run, cancel) =>
            WithOptionsAsync(ConfigurationFile.Read, parsed.GetValue(config), run, cancel)));
        return root;

        Command Verb(
            string name,
            string description,
            Func<string?, ReadConfiguration> read,
            Func<ReadConfiguration, CancellationToken, Task<int>> run)
        {
            var command = new Command(name, description);
            command.SetAction((parsed, cancel) => WithOptionsAsync(read, parsed.GetValue(config), run, cancel));
            return command;
        }
    }

    private static async Task<int> WithOptionsAsync(
        Func<string?, ReadConfiguration> reading, string? file, Func<ReadConfiguration, CancellationToken, Task<int>> run,
        CancellationToken cancellationToken)
    {
        if (!Unicode.IsWhole)
        {
            await Console.Error.WriteLineAsync(Unicode.IsMissing);
            return ExitCode.Failed;
        }

        var read = reading(file);
        if (read.Errors.Count > 0)
        {
            return await RefuseAsync(read.Errors);
        }

        try
        {
            return await run(read, cancellationToken);
        }
        catch (DatabaseUnavailableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Database;
        }
        catch (MarkerKeyException e)
        {
            return await RefuseAsync([e.Message]);
        }
    }

    // Handles signals from the start: the host handles them only once it runs.
    private static async Task<int> RunAsync(ReadConfiguration read, CancellationToken cancellationToken)
    {
        using var told = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            return await ServeAsync(read, told.Token);
        }
        catch (OperationCanceledException) when (told.IsCancellationRequested)
        {
            return ExitCode.Stopped;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            told.Cancel();
        }
    }

    private static async Task<int> ServeAsync(ReadConfiguration read, CancellationToken cancellationToken)
    {
        var options = read.Options;
        using var logs = Logging.CreateFactory(read.Configuration);
        await using var database = await Database.OpenAsync(options.Store, logs, cancellationToken);
        var names = options.Connections.Select(connection => (connection.Name, ConnectionFactory.IdentityOf(connection)));
        var errors = await new ConnectionNames(database.DataSource).ClaimAsync(names, cancellationToken);
        if (errors.Count > 0)
        {
            return await RefuseAsync(errors);
        }

        var writing = from connection in options.Connections
                      where connection.Mode.Equals(nameof(ConnectionMode.Sync), StringComparison.OrdinalIgnoreCase)
                      select connection.Name;
        await new ObservedLinks(database.DataSource).WakeAsync(writing, cancellationToken);
        var marker = await Markers.LoadAsync(options.Marker, database.DataSource, logs.CreateLogger(nameof(Markers)), cancellationToken);
        await using var app = ServiceHost.Build(read, database.DataSource, marker);
        await app.RunAsync(cancellationToken);
        return ExitCode.Stopped;
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> errors)
    {
        var count = errors.Count == 1 ? "1 error" : $"{errors.Count} errors";
        await Console.Error.WriteLineAsync($"The configuration has {count}; nothing was started:");
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync($"  - {error}");
        }

        return ExitCode.Configuration;
    }

    private static async Task<int> MigrateAsync(ReadConfiguration read, CancellationToken cancellationToken)
    {
        using var logs = Logging.CreateFactory(read.Configuration);
        await Database.MigrateAsync(read.Options.Store, logs, cancellationToken);
        return ExitCode.Stopped;
    }
}
