using System.Diagnostics;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>Ends with one running server on the directory, whoever else is starting one or left one there.</summary>
/// <remarks>
/// <code>
/// postmaster.pid names           we hold the lock         another service holds it
/// our server, answering          adopt it and own it      join it, own nothing
/// our server, not answering yet  wait                     wait
/// another program, or nothing    remove it, start one     wait
/// a process that is gone         start one                wait
/// no such file                   start one                wait
/// </code>
/// </remarks>
internal sealed class ServerStart(
    ServerDirectory directory, IReadOnlyList<PostgresInstallation> installed, LocalPostgresOptions options, ILogger logger)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private DataLayout Layout => directory.Layout;

    public async Task<LocalPostgres> RunAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        OwnerLock? ownerLock = null;
        try
        {
            while (waited.Elapsed < options.StartTimeout)
            {
                ownerLock ??= OwnerLock.TryTake(Layout);
                var postmaster = Postmaster.Read(Layout);
                var running = postmaster?.IsRunning(Layout) is true;
                if (running && postmaster!.IsReady && await ServerDatabase.TryEnsureAsync(postmaster, cancellationToken))
                {
                    return ownerLock is null ? Join(postmaster) : Adopt(postmaster, ownerLock);
                }

                if (!running && ownerLock is not null)
                {
                    return await StartAsync(ownerLock, cancellationToken);
                }

                await Task.Delay(LookInterval, cancellationToken);
            }

            throw Unanswered(ownerLock);
        }
        catch
        {
            ownerLock?.Dispose();
            throw;
        }
    }

    private LocalPostgres Join(Postmaster postmaster)
    {
        Log.Joined(logger, Layout.Cluster, postmaster.ProcessId);
        return new LocalPostgres(postmaster, directory, owned: null, this, options.StopTimeout, logger);
    }

    private LocalPostgres Adopt(Postmaster postmaster, OwnerLock ownerLock)
    {
        var process = new ServerProcess(directory, Installation());
        Log.Adopted(logger, Layout.Cluster, postmaster.ProcessId);
        return new LocalPostgres(postmaster, directory, new OwnedServer(process, ownerLock), this, options.StopTimeout, logger);
    }

    /// <summary>Starts the server, none of whose processes run. If that fails, the caller keeps the lock.</summary>
    public async Task<LocalPostgres> StartAsync(OwnerLock ownerLock, CancellationToken cancellationToken)
    {
        RemoveStaleFiles();
        var installation = Installation();
        if (Cluster.MajorOf(Layout) is null)
        {
            await Cluster.MakeAsync(directory, installation, options.Durable, cancellationToken);
            Log.ClusterMade(logger, installation.Major, Layout.Cluster);
        }

        var process = new ServerProcess(directory, installation);
        await process.StartAsync(options, cancellationToken);
        try
        {
            var postmaster = Postmaster.Read(Layout);
            if (postmaster is null || !await ServerDatabase.TryEnsureAsync(postmaster, cancellationToken))
            {
                throw new LocalPostgresException(
                    $"The private PostgreSQL server started on {Layout.Cluster}, but this service, as the user {Environment.UserName}, "
                    + $"cannot connect to its socket in {directory.Socket}. Its log is {Layout.Log}.");
            }

            Log.Started(logger, installation.Major, Layout.Cluster, postmaster.ProcessId);
            return new LocalPostgres(postmaster, directory, new OwnedServer(process, ownerLock), this, options.StopTimeout, logger);
        }
        catch
        {
            await process.StopAsync(options.StopTimeout);
            throw;
        }
    }

    private PostgresInstallation Installation() => PostgresInstallation.Choose(installed, Cluster.MajorOf(Layout), Layout);

    // PostgreSQL itself takes over the files of a dead process, but not an empty one, nor one whose number is still or again in use by the
    // same user, as happens in containers. Should a server's children have outlived it, PostgreSQL still finds their shared memory.
    private void RemoveStaleFiles()
    {
        // Nobody but the server of this data uses the socket directory.
        File.Delete(SocketDirectory.LockIn(directory.Socket));

        var file = new FileInfo(Layout.PostmasterFile);
        var postmaster = Postmaster.Read(Layout);
        if (!file.Exists || (postmaster is not null && !new MachineProcess(postmaster.ProcessId).IsNumberTaken))
        {
            return;
        }

        file.Delete();
        Log.StaleFileRemoved(logger, file.FullName, postmaster?.ProcessId);
    }

    private LocalPostgresException Unanswered(OwnerLock? ownerLock) => new(
        ownerLock is not null
            ? $"A PostgreSQL server runs on {Layout.Cluster} (process {Postmaster.Read(Layout)?.ProcessId}), but did not answer within "
              + $"{options.StartTimeout.TotalSeconds:0} seconds. Its log is {Layout.Log}; stop that process, then start again."
            : $"Another service holds {Layout.Lock}, but no PostgreSQL server answered on {Layout.Cluster} within "
              + $"{options.StartTimeout.TotalSeconds:0} seconds. Stop that service or give this one its own Store:DataDirectory; replicas "
              + "on several machines share a database through Store:ConnectionString.");
}
