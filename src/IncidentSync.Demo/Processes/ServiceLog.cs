using System.Diagnostics;

namespace IncidentSync.Demo.Processes;

/// <summary>What the service prints, kept in a file.</summary>
internal sealed class ServiceLog : IAsyncDisposable
{
    private readonly string path;
    private readonly StreamWriter file;
    private readonly Lock gate = new();
    private readonly Task reading;

    public ServiceLog(Process process, string path)
    {
        this.path = path;
        file = new StreamWriter(path, append: true) { AutoFlush = true };
        reading = Task.WhenAll(KeepAsync(process.StandardOutput), KeepAsync(process.StandardError));
    }

    public string Tail(int lines)
    {
        lock (gate)
        {
            var last = File.ReadLines(path).TakeLast(lines).Select(line => $"  | {line}");
            return $"The last lines of its log:\n{string.Join('\n', last)}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A grandchild that outlives the service may hold its output open.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1)));
        lock (gate)
        {
            file.Dispose();
        }
    }

    private async Task KeepAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                if (!file.BaseStream.CanWrite)
                {
                    return;
                }

                file.WriteLine(line);
            }
        }
    }
}
