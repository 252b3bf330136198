namespace IncidentSync.Demo.Processes;

/// <summary>
/// The requested number of service processes over one database. The first owns the database, so it starts first and stops last; the others
/// join it.
/// </summary>
internal sealed class Replicas(int count, Func<int, CancellationToken, Task<ServiceProcess>> start) : IAsyncDisposable
{
    /// <summary>How many times in a row a replica that ends while it starts is started.</summary>
    private const int MostStarts = 4;

    private readonly List<ServiceProcess> _running = [];

    /// <exception cref="InvalidOperationException">None was started.</exception>
    public ServiceProcess First => _running.Count > 0 ? _running[0] : throw new InvalidOperationException("The service was not started.");

    /// <summary>Where the first listens; null before it was started.</summary>
    public Uri? Address => _running.ToArray().FirstOrDefault()?.Address;

    /// <summary>The process ids of this moment; a replica may be restarting.</summary>
    public IEnumerable<int> ProcessIds => _running.ToArray().Select(replica => replica.ProcessId);

    public async Task StartAsync(CancellationToken cancel)
    {
        while (_running.Count < count)
        {
            _running.Add(await StartAsync(_running.Count, cancel));
        }
    }

    /// <summary>Restarts the replicas that were killed or stopped, as an orchestrator does.</summary>
    /// <returns>The numbers of those that were started again.</returns>
    /// <exception cref="DemoStopped">One ended by itself, which it must not, or does not start.</exception>
    public async Task<IReadOnlyList<int>> MendAsync(CancellationToken cancel)
    {
        var mended = new List<int>();
        for (var number = 0; number < _running.Count; number++)
        {
            if (!_running[number].HasExited)
            {
                continue;
            }

            _running[number].MustNotHaveEndedByItself();
            await _running[number].DisposeAsync();
            _running[number] = await StartAgainAsync(number, cancel);
            mended.Add(number + 1);
        }

        return mended;
    }

    /// <summary>The first stops the database. If it was killed before it could, it is started once more to do so.</summary>
    public async Task StopAsync()
    {
        while (_running.Count > 0)
        {
            var last = _running[^1];
            await last.StopAsync();
            await last.DisposeAsync();
            if (_running.Count == 1 && last.WasKilled)
            {
                _running[0] = await StartAsync(0, CancellationToken.None);
            }
            else
            {
                _running.RemoveAt(_running.Count - 1);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (DemoStopped)
        {
            // The caller of StopAsync has seen this error; stop the other replicas all the same.
            foreach (var replica in _running.AsEnumerable().Reverse())
            {
                await replica.DisposeAsync();
            }

            _running.Clear();
        }
    }

    // A replica ends when its database dies while it starts, and both may have been killed together.
    private async Task<ServiceProcess> StartAgainAsync(int number, CancellationToken cancel)
    {
        for (var start = 1; ; start++)
        {
            try
            {
                return await StartAsync(number, cancel);
            }
            catch (DemoStopped) when (start < MostStarts)
            {
                await Task.Delay(TimeSpan.FromSeconds(start), cancel);
            }
        }
    }

    private async Task<ServiceProcess> StartAsync(int number, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await start(number, cancel);
            }
            catch (DemoKilled)
            {
                // It was killed while it started: start another one.
            }
        }
    }
}
