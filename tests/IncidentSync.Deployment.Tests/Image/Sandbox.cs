using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace IncidentSync.Deployment.Tests.Image;

/// <summary>A container of the image: user 1654, no capability, nothing that can be written (deploy/image/run).</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Sandbox(Process process) => _process = process;

    public string Output => Read(_output);

    public string Error => Read(_error);

    /// <param name="image">Of which.</param>
    /// <param name="environment">What a pod would be given.</param>
    /// <param name="mounts">Folders of ours, and where they are seen.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Sandbox Start(
        BuiltImage image, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> mounts,
        params IEnumerable<string> arguments)
    {
        string[] all =
        [
            Repository.PathOf("deploy/image/run"), image.Folder,
            .. mounts.SelectMany(mount => new[] { "--mount", $"{mount.Key}:{mount.Value}" }), "--", .. arguments,
        ];
        var start = new ProcessStartInfo("bash", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var sandbox = new Sandbox(new Process { StartInfo = start });
        sandbox._process.OutputDataReceived += (_, line) => Append(sandbox._output, line.Data);
        sandbox._process.ErrorDataReceived += (_, line) => Append(sandbox._error, line.Data);
        sandbox._process.Start();
        sandbox._process.BeginOutputReadLine();
        sandbox._process.BeginErrorReadLine();
        return sandbox;
    }

    public async Task<int> ExitAsync()
    {
        await UntilAsync(() => _process.HasExited);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var waited = Stopwatch.StartNew();
        while (!await isTrue())
        {
            (waited.Elapsed < Patience).ShouldBeTrue($"It never came true. {Output} {Error}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    public Task UntilAsync(Func<bool> isTrue) => UntilAsync(() => Task.FromResult(isTrue()));

    /// <summary>What an orchestrator sends.</summary>
    public void Terminate() => _ = Kill(_process.Id, SigTerm);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
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
            return from.ToString().Trim();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
