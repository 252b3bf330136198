using IncidentSync.Service.State.LocalServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Testing.Postgres;

/// <summary>Temporary data directories, named after the test process so that a later run finds what a killed one left.</summary>
internal static class TestDirectory
{
    private const string Prefix = "incidentsync-tests-";
    private static int _count;

    public static string OfThisRun { get; } = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}");

    public static string New() => $"{OfThisRun}-{Interlocked.Increment(ref _count)}";

    internal static LocalPostgresOptions Options(string directory) => new()
    {
        DataDirectory = directory,
        Durable = false,

        // Many services run on it at once, each with pools of its own.
        MaxConnections = 600,
    };

    public static void Delete(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public static async Task RemoveLeftoversAsync()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(IsLeftover).ToList())
        {
            try
            {
                foreach (var file in Directory.GetFiles(directory, "postmaster.pid", SearchOption.AllDirectories))
                {
                    await StopAsync(Path.GetFullPath(Path.Combine(file, "..", "..", "..")));
                }

                Delete(directory);
            }
            catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run is removing it too.
            }
        }
    }

    // Adopting a server is how to own it, and the owner stops it.
    private static async Task StopAsync(string directory) =>
        await (await LocalPostgres.StartAsync(Options(directory), NullLogger.Instance, CancellationToken.None)).DisposeAsync();

    private static bool IsLeftover(string directory)
    {
        var number = Path.GetFileName(directory)[Prefix.Length..].Split('-')[0];
        return int.TryParse(number, out var process) && !new MachineProcess(process).IsRunning;
    }
}
