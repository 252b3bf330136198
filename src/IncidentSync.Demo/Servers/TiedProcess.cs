using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace IncidentSync.Demo.Servers;

/// <summary>A program that ends with us, however we end: a shell beside it waits for the pipe to us to break, and then kills it.</summary>
internal sealed class TiedProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    private const string Tie = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        program=$!
        echo "$program"
        { read -r _ <&3; kill -9 "$program"; } 2>/dev/null &
        watch=$!
        exec 3<&-
        wait "$program"
        code=$?
        kill -9 "$watch"
        exit "$code"
        """;

    private readonly Process _shell;
    private readonly Task _output;

    private TiedProcess(Process shell, int id, Task output) => (_shell, Id, _output) = (shell, id, output);

    /// <summary>The program's process, not the shell's.</summary>
    public int Id { get; }

    public bool HasExited => _shell.HasExited;

    /// <param name="environment">All that the program gets of one.</param>
    /// <param name="log">The file to which its output is appended.</param>
    /// <param name="program">The program and its arguments.</param>
    public static async Task<TiedProcess> StartAsync(
        IEnumerable<KeyValuePair<string, string>> environment, string log, params string[] program)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Tie, "sh", .. program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var shell = Process.Start(start) ?? throw new IOException($"{program[0]} could not be started.");
        var id = int.Parse(await shell.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        return new TiedProcess(shell, id, Task.WhenAll(KeepAsync(shell.StandardOutput, log), KeepAsync(shell.StandardError, log)));
    }

    /// <summary>Kill the program at once, as the kernel does when memory runs out.</summary>
    public Task KillAsync() => EndAsync(SigKill);

    /// <summary>Stop the program in good order, as an operator does.</summary>
    public Task StopAsync() => EndAsync(SigTerm);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _output;
        _shell.Dispose();
    }

    private async Task EndAsync(int signal)
    {
        if (!_shell.HasExited)
        {
            _ = Kill(Id, signal);
        }

        await _shell.WaitForExitAsync();
    }

    private static async Task KeepAsync(StreamReader from, string log)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (typeof(TiedProcess))
            {
                File.AppendAllLines(log, [line]);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
