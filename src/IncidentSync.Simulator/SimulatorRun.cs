using IncidentSync.Simulator.Hosting;

namespace IncidentSync.Simulator;

/// <summary>Runs portals in the foreground: prints where they are, and waits for Ctrl+C.</summary>
internal static class SimulatorRun
{
    /// <param name="problems">What is wrong with the command line; every one is printed, and then nothing starts.</param>
    /// <param name="start">Starts the portals, and says what to print of them.</param>
    /// <param name="cancel">Ends the run.</param>
    /// <returns>The exit code: 0 stopped, 1 the portals could not start, 2 the command line.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> problems,
        Func<CancellationToken, Task<(IAsyncDisposable Portals, IEnumerable<string> Lines)>> start, CancellationToken cancel)
    {
        var wrong = problems.ToList();
        foreach (var problem in wrong)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        if (wrong.Count > 0)
        {
            return 2;
        }

        try
        {
            var (portals, lines) = await start(cancel);
            await using var running = portals;
            foreach (var line in lines)
            {
                Console.WriteLine(line);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The simulator could not start: {exception.Message}");
            return 1;
        }

        return 0;
    }

    public static IEnumerable<string> Lines(SimulatorHost host) =>
    [
        $"Portals              {host.Authority}portal",
        $"Control              {host.Authority}control",
        $"Graph                {host.GraphEndpoint}",
        $"ARM                  {host.ArmEndpoint}",
        $"Logs Ingestion       {host.IngestionEndpoint}",
        $"Trust                SSL_CERT_FILE={host.CertificateAuthorityPath}",
        $"Seed                 {host.World.Seed}",
    ];
}
