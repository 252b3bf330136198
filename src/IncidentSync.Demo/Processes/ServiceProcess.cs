using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IncidentSync.Demo.Processes;

/// <summary>The service as a child process, as anybody would run it.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int ShownLogLines = 25;

    /// <summary>An exit code above this is that of a signal.</summary>
    private const int Signals = 128;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ServiceLog _log;
    private int? _ended;

    private ServiceProcess(Process process, ServiceLog log, Uri address) =>
        (_process, _log, Address, ProcessId) = (process, log, address, process.Id);

    public Uri Address { get; }

    public Uri Health => new(Address, "health/ready");

    public int ProcessId { get; }

    public bool HasExited => _ended is not null || _process.HasExited;

    /// <summary>A signal ended the process before it could clean up.</summary>
    public bool WasKilled => ExitCode > Signals;

    private int? ExitCode => _ended ?? (_process.HasExited ? _process.ExitCode : null);

    /// <summary>Starts the service and waits until it is ready.</summary>
    /// <exception cref="DemoKilled">The process was killed while it started.</exception>
    /// <exception cref="DemoStopped">It ended by itself, or was not ready in time.</exception>
    public static async Task<ServiceProcess> StartAsync(
        ServiceProgram program, string configuration, IReadOnlyDictionary<string, string> settings, ServiceLine line, string trust,
        string logPath, CancellationToken cancel)
    {
        var address = line.NewAddress();
        var start = program.With("run", "--config", configuration);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        ServiceVerb.Tell(start, settings.Concat(line.Settings));
        start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri;
        start.Environment["SSL_CERT_FILE"] = trust;
        start.Environment["NO_PROXY"] = "localhost,127.0.0.1";
        start.Environment["Logging__Console__FormatterName"] = "simple";
        var process = Process.Start(start) ?? throw new DemoStopped("The service could not be started.");
        var service = new ServiceProcess(process, new ServiceLog(process, logPath), address);
        try
        {
            await service.WaitUntilReadyAsync(line.Http, cancel);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Being killed or asked to stop is allowed; ending by itself is not.</summary>
    /// <exception cref="DemoStopped">It ended by itself.</exception>
    public void MustNotHaveEndedByItself()
    {
        if (ExitCode is > 0 and <= Signals)
        {
            throw Ended();
        }
    }

    /// <summary>Ends it at once, as the loss of its machine does.</summary>
    public void Kill()
    {
        if (!HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Asks it to stop, as a container engine does.</summary>
    /// <exception cref="DemoStopped">The process did not stop, or not cleanly. Having been killed before is no error.</exception>
    public async Task StopAsync()
    {
        MustNotHaveEndedByItself();
        if (HasExited)
        {
            return;
        }

        Kill(ProcessId, Terminate);
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new DemoStopped(
                $"The service did not stop within {StopPatience.TotalSeconds:0} s of SIGTERM. {_log.Tail(ShownLogLines)}");
        }

        if (_process.ExitCode != 0 && !WasKilled)
        {
            throw new DemoStopped($"The service stopped with exit code {_process.ExitCode}. {_log.Tail(ShownLogLines)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended is not null)
        {
            return;
        }

        try
        {
            await StopAsync();
        }
        catch (DemoStopped)
        {
            // It is gone, which is all that is asked for here.
        }

        await _process.WaitForExitAsync();
        await _log.DisposeAsync();
        _ended = _process.ExitCode;
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(HttpClient http, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var last = "it does not answer";
        while (Stopwatch.GetElapsedTime(started) < StartPatience)
        {
            MustNotHaveEndedByItself();
            if (HasExited)
            {
                throw new DemoKilled();
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(AnswerPatience);
            try
            {
                using var answer = await http.GetAsync(Health, patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }

                last = await answer.Content.ReadAsStringAsync(patience.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }

        throw new DemoStopped($"The service was not ready after {StartPatience.TotalSeconds:0} s: {last}. {_log.Tail(ShownLogLines)}");
    }

    private DemoStopped Ended() => new($"The service ended with exit code {ExitCode}. {_log.Tail(ShownLogLines)}");

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
