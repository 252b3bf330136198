using System.Diagnostics;

namespace IncidentSync.Demo.Processes;

/// <summary>What the service prints, kept in a file.</summary>
internal sealed class ServiceLog : IAsyncDisposable
{
    private readonly string _path;
    private readonly StreamWriter _file;
    private readonly Lock _gate = new();
    private readonly Task _reading;

    public ServiceLog(Process process, string path)
    {
        _path = path;
        _file = new StreamWriter(path, append: true) { AutoFlush = true };
        _reading = Task.WhenAll(KeepAsync(process.StandardOutput), KeepAsync(process.StandardError));
    }

    public string Tail(int lines)
    {
        lock (_gate)
        {
            var last = File.ReadLines(_path).TakeLast(lines).Select(line => $"  | {line}");
            return $"The last lines of its log:\n{string.Join('\n', last)}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A grandchild that outlives the service may hold its output open.
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(1)));
        lock (_gate)
        {
            _file.Dispose();
        }
    }

    private async Task KeepAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                if (!_file.BaseStream.CanWrite)
                {
                    return;
                }

                _file.WriteLine(line);
            }
        }
    }
}
