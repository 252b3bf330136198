using System.Diagnostics;

namespace IncidentSync.Demo.Servers;

/// <summary>
/// A PostgreSQL of the demo's own with two roles: one owns the schema, the other one runs the service. It listens on a socket in a private
/// folder only, and ends with us.
/// </summary>
internal sealed class DemoDatabase : IAsyncDisposable
{
    private const string Migrator = "incidentsync_migrator";
    private const string App = "incidentsync_app";
    private const string Superuser = "demo";
    private const string Owner = "postgres";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly string _directory;
    private readonly string _programs;
    private readonly HashSet<string> _made = [];
    private TiedProcess? _server;

    private DemoDatabase(string directory, string programs) => (_directory, _programs) = (directory, programs);

    private string Data => Path.Combine(_directory, "data");

    private string Log => $"{_directory}.log";

    /// <exception cref="IOException">There is no PostgreSQL here, or it did not start; the message says which.</exception>
    public static async Task<DemoDatabase> StartAsync(string directory, CancellationToken cancel)
    {
        var database = new DemoDatabase(directory, Programs());
        Directory.CreateDirectory(directory);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(["chown", $"{Owner}:", directory], cancel);
        }

        await RunAsync(
            database.Command("initdb", "-D", database.Data, "-U", Superuser, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
            cancel);
        database._server = await TiedProcess.StartAsync(
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LC_ALL"] = "C" }, database.Log,
            database.Command("postgres", "-D", database.Data, "-k", directory, "-c", "listen_addresses=", "-c", "max_connections=200"));
        await database.ReachAsync(cancel);
        await database.QueryAsync("postgres", $"create role {Migrator} login; create role {App} login", cancel);
        return database;
    }

    /// <summary>The connection strings of a database, which is made when there is none of that name.</summary>
    /// <returns>Of the role that owns it, and of the service's.</returns>
    public async Task<(string Migrator, string Service)> OpenAsync(string name, CancellationToken cancel)
    {
        if (_made.Add(name))
        {
            await QueryAsync("postgres", $"create database {name} owner {Migrator}", cancel);
            await QueryAsync(name, $"""
                grant usage on schema public to {App};
                alter default privileges for role {Migrator} in schema public grant select, insert, update, delete on tables to {App};
                alter default privileges for role {Migrator} in schema public grant usage on sequences to {App}
                """, cancel);
        }

        return (As(Migrator), As(App));

        string As(string role) => $"Host={_directory};Database={name};Username={role}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
        {
            return;
        }

        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task ReachAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await QueryAsync("postgres", "select 1", cancel);
                return;
            }
            catch (IOException) when (_server is { HasExited: false } && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Glance, cancel);
            }
        }
    }

    private Task QueryAsync(string name, string sql, CancellationToken cancel) =>
        RunAsync(Command("psql", "-h", _directory, "-U", Superuser, "-d", name, "-v", "ON_ERROR_STOP=1", "-q", "-c", sql), cancel);

    // PostgreSQL refuses root.
    private string[] Command(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={Owner}", $"--regid={Owner}", "--clear-groups", Path.Combine(_programs, program), .. arguments]
        : [Path.Combine(_programs, program), .. arguments];

    private static async Task RunAsync(string[] command, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        using var process = Process.Start(start) ?? throw new IOException($"{command[0]} could not be started.");
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
        {
            throw new IOException($"{string.Join(' ', command)} ended with {process.ExitCode}: {string.Concat(said).Trim()}");
        }
    }

    private static string Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order().LastOrDefault() ?? throw Missing()
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb"))) ?? throw Missing();

    private static IOException Missing() => new("There is no PostgreSQL here. Install it: apt-get install postgresql.");
}
