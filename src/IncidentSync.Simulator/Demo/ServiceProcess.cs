using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IncidentSync.Simulator.Demo;

/// <summary>The service as a child process, as anybody would run it.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int ShownLogLines = 25;
    private static readonly TimeSpan startPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan stopPatience = TimeSpan.FromSeconds(50);
    private static readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process process;
    private readonly ServiceLog log;

    private ServiceProcess(Process process, ServiceLog log, Uri address) => (this.process, this.log, Address) = (process, log, address);

    public Uri Address { get; }

    public Uri Health => new(Address, "health/ready");

    /// <summary>Starts the service and waits until it is ready.</summary>
    /// <exception cref="DemoStopped">It ended, or was not ready in time.</exception>
    public static async Task<ServiceProcess> StartAsync(
        string assembly, string configuration, string trust, string logPath, CancellationToken cancel)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", [assembly, "run", "--config", configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri;
        start.Environment["SSL_CERT_FILE"] = trust;
        start.Environment["NO_PROXY"] = "localhost,127.0.0.1";
        start.Environment["Logging__Console__FormatterName"] = "simple";
        var process = Process.Start(start) ?? throw new DemoStopped("The service could not be started.");
        var service = new ServiceProcess(process, new ServiceLog(process, logPath), address);
        try
        {
            await service.WaitUntilReadyAsync(cancel);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>The service must not end by itself.</summary>
    /// <exception cref="DemoStopped">It did.</exception>
    public void MustRun()
    {
        if (process.HasExited)
            throw new DemoStopped($"The service ended by itself with exit code {process.ExitCode}. {log.Tail(ShownLogLines)}");
    }

    /// <summary>Asks it to stop, as a container engine does.</summary>
    /// <exception cref="DemoStopped">It did not, or not cleanly.</exception>
    public async Task StopAsync()
    {
        if (!process.HasExited)
            Kill(process.Id, Terminate);
        using var patience = new CancellationTokenSource(stopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new DemoStopped($"The service did not stop within {stopPatience.TotalSeconds:0} s of SIGTERM. {log.Tail(ShownLogLines)}");
        }

        if (process.ExitCode != 0)
            throw new DemoStopped($"The service stopped with exit code {process.ExitCode}. {log.Tail(ShownLogLines)}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited)
                await StopAsync();
        }
        catch (DemoStopped)
        {
            // It is gone, which is all that is asked for here.
        }

        await log.DisposeAsync();
        process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var last = "it does not answer";
        while (Stopwatch.GetElapsedTime(started) < startPatience)
        {
            MustRun();
            try
            {
                using var answer = await http.GetAsync(Health, cancel);
                if (answer.IsSuccessStatusCode)
                    return;
                last = await answer.Content.ReadAsStringAsync(cancel);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }

        throw new DemoStopped($"The service was not ready after {startPatience.TotalSeconds:0} s: {last}. {log.Tail(ShownLogLines)}");
    }

    // A setting of the caller's own service would win over the file.
    private static bool IsSetting(string name) => name.StartsWith("IncidentSync__", StringComparison.OrdinalIgnoreCase);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
