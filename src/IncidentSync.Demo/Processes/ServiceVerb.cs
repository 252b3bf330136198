using System.Diagnostics;

namespace IncidentSync.Demo.Processes;

/// <summary>A verb of the service's command line, as a process of its own.</summary>
internal static class ServiceVerb
{
    /// <returns>What it printed.</returns>
    /// <exception cref="DemoStopped">It failed.</exception>
    public static async Task<string> RunAsync(
        ServiceProgram program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancel)
    {
        var words = arguments.ToList();
        var start = program.With(words);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        Tell(start, settings);
        using var process = Process.Start(start) ?? throw new DemoStopped("The service could not be started.");
        var error = process.StandardError.ReadToEndAsync(cancel);
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? said
            : throw new DemoStopped($"incidentsync {words[0]} ended with exit code {process.ExitCode}. {said}{await error}");
    }

    /// <summary>Gives a process these settings and none of the caller's own service, which would win over the file.</summary>
    public static void Tell(ProcessStartInfo start, IEnumerable<KeyValuePair<string, string>> settings)
    {
        const string ours = "IncidentSync__";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(ours, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
    }
}
