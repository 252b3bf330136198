namespace IncidentSync.Service.State.LocalServer;

/// <summary>Looks every second whether the private server still runs, and starts it again: nobody else would.</summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _over = new();
    private readonly LocalPostgres _server;
    private readonly ILogger _logger;
    private readonly Task _watching;

    public ServerWatch(LocalPostgres server, ILogger logger)
    {
        (_server, _logger) = (server, logger);
        _watching = WatchAsync();
    }

    /// <summary>From now on the server may be stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task WatchAsync()
    {
        var told = false;
        while (true)
        {
            await Task.Delay(Interval, _over.Token);
            try
            {
                told &= !await _server.MendAsync(_over.Token);
            }
            catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                // It is tried until it works, and told of once: a full disk may get room again.
                if (!told)
                {
                    Log.NotMended(_logger, e.Message);
                }

                told = true;
            }
        }
    }
}
