using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentSync.Testing.Processes;

/// <summary>The product as it is started: a process of its own, from the assembly that was built beside the tests.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    /// <summary>The environment variable that says how much goes to the console.</summary>
    public const string ConsoleLevel = "Logging__Console__LogLevel__Default";

    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private ServiceProcess(Process process) => _process = process;

    public string Output => Read(_output);

    public string Error => Read(_error);

    public static ServiceProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>The same in a working directory of its own.</summary>
    public static ServiceProcess StartIn(string directory, params string[] arguments) =>
        Start(directory, new Dictionary<string, string>(), arguments);

    /// <param name="environment">What differs in its environment.</param>
    /// <param name="arguments">Its command line.</param>
    public static ServiceProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start("", environment, arguments);

    private static ServiceProcess Start(string directory, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "incidentsync.dll"), .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", [ConsoleLevel] = "Information" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var started = new ServiceProcess(new Process { StartInfo = start });
        started._process.OutputDataReceived += (_, line) => Append(started._output, line.Data);
        started._process.ErrorDataReceived += (_, line) => Append(started._error, line.Data);
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    public async Task<int> ExitAsync()
    {
        await Wait.UntilAsync(() => _process.HasExited, () => $"The process does not end. {Output} {Error}");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Where it listens, once it does.</summary>
    public async Task<Uri> AddressAsync()
    {
        await Wait.UntilAsync(
            () => _process.HasExited || Listening().IsMatch(Output), () => $"The process does not listen. {Output} {Error}");
        return new Uri(Listening().Match(Output).Groups[1].Value);
    }

    /// <summary>What an orchestrator sends.</summary>
    public void Terminate() => _ = Kill(_process.Id, SigTerm);

    /// <summary>A machine that stands still: nothing of it runs, and its clock goes on.</summary>
    public void Freeze() => _ = Kill(_process.Id, SigStop);

    public void Thaw() => _ = Kill(_process.Id, SigCont);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Append(StringBuilder to, string? line)
    {
        lock (to)
        {
            to.AppendLine(line);
        }
    }

    private static string Read(StringBuilder from)
    {
        lock (from)
        {
            return from.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    [GeneratedRegex(@"Now listening on: (https?://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
