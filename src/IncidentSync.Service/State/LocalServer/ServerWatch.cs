namespace IncidentSync.Service.State.LocalServer;

/// <summary>Looks every second whether the private server still runs, and starts it again: nobody else would.</summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource over = new();
    private readonly LocalPostgres server;
    private readonly ILogger logger;
    private readonly Task watching;

    public ServerWatch(LocalPostgres server, ILogger logger)
    {
        (this.server, this.logger) = (server, logger);
        watching = WatchAsync();
    }

    /// <summary>From now on the server may be stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
    }

    private async Task WatchAsync()
    {
        var told = false;
        while (true)
        {
            await Task.Delay(Interval, over.Token);
            try
            {
                told &= !await server.MendAsync(over.Token);
            }
            catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                // It is tried until it works, and told of once: a full disk may get room again.
                if (!told)
                {
                    Log.NotMended(logger, e.Message);
                }

                told = true;
            }
        }
    }
}
