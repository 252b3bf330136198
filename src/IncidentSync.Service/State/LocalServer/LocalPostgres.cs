namespace IncidentSync.Service.State.LocalServer;

/// <summary>
/// The service's private PostgreSQL server, for when no connection string is given: made on first use, adopted if an earlier service left
/// it running, stopped by the service that owns it.
/// </summary>
/// <remarks>
/// A service that joined the server of another running one does not own it. When the owner stops, the joined one loses its database, as
/// with any server that goes away, until it starts the server itself: <see cref="MendAsync"/>.
/// </remarks>
internal sealed class LocalPostgres : IAsyncDisposable
{
    private readonly ServerDirectory _directory;
    private readonly ServerStart _start;
    private readonly TimeSpan _stopTimeout;
    private readonly ILogger _logger;
    private Postmaster _postmaster;
    private OwnedServer? _owned;

    internal LocalPostgres(
        Postmaster postmaster, ServerDirectory directory, OwnedServer? owned, ServerStart start, TimeSpan stopTimeout, ILogger logger)
    {
        _postmaster = postmaster;
        _directory = directory;
        _owned = owned;
        _start = start;
        _stopTimeout = stopTimeout;
        _logger = logger;
    }

    /// <summary>For Npgsql, to the database <c>incidentsync</c> as its owner. Holds no secret.</summary>
    public string ConnectionString => ServerDatabase.ConnectionString(_postmaster.SocketDirectory);

    /// <summary>The server's first process; the same number means the same server.</summary>
    public int ProcessId => _postmaster.ProcessId;

    /// <exception cref="LocalPostgresException">The server could not be started or reached; the message says what to do.</exception>
    public static async Task<LocalPostgres> StartAsync(LocalPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new LocalPostgresException(
                "The private PostgreSQL server runs on Linux and macOS only. Set Store:ConnectionString to a PostgreSQL server.");
        }

        try
        {
            var installed = await PostgresInstallation.FindAllAsync(options.SearchPath, cancellationToken);
            var directory = await ServerDirectory.PrepareAsync(options.DataDirectory, cancellationToken);
            return await new ServerStart(directory, installed, options, logger).RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException(
                $"The private PostgreSQL server cannot use {options.DataDirectory}: {e.Message} Set Store:DataDirectory to a local "
                + "directory that this user can write.", e);
        }
    }

    /// <summary>Starts the server again when it is gone, unless another service owns it and will.</summary>
    /// <returns>Whether it was started.</returns>
    /// <exception cref="LocalPostgresException">It did not start, as while processes of the one that died are still ending.</exception>
    public async Task<bool> MendAsync(CancellationToken cancellationToken)
    {
        if (Postmaster.Read(_directory.Layout)?.IsRunning(_directory.Layout) is true
            || (_owned?.Lock ?? OwnerLock.TryTake(_directory.Layout)) is not { } ownerLock)
        {
            return false;
        }

        try
        {
            var again = await _start.StartAsync(ownerLock, cancellationToken);
            (_postmaster, _owned) = (again._postmaster, again._owned);
            return true;
        }
        catch when (_owned is null)
        {
            ownerLock.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _owned, null) is not { } server)
        {
            return;
        }

        using var released = server.Lock;
        // Stopped and started by someone else meanwhile: that one is not ours.
        if (!_postmaster.IsSameServerAs(Postmaster.Read(_directory.Layout)))
        {
            return;
        }

        if (await server.Process.StopAsync(_stopTimeout))
        {
            Log.Stopped(_logger, _directory.Layout.Cluster);
        }
        else
        {
            Log.StoppedAtOnce(_logger, _directory.Layout.Cluster);
        }

        _directory.RemoveSocketDirectory();
    }
}
