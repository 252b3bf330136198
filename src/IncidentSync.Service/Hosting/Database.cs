using System.Net.Sockets;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.State;
using IncidentSync.Service.State.LocalServer;
using Npgsql;

namespace IncidentSync.Service.Hosting;

/// <summary>The database of a process: the configured one, or our own server, which stops with the process.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const string Limits = "-c idle_in_transaction_session_timeout=10s -c statement_timeout=60s";

    private readonly LocalPostgres? _local;
    private readonly ServerWatch? _watch;

    private Database(NpgsqlDataSource dataSource, LocalPostgres? local, ILoggerFactory logs)
    {
        (DataSource, _local) = (dataSource, local);
        _watch = local is null ? null : new ServerWatch(local, logs.CreateLogger<LocalPostgres>());
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>Starts or reaches the database and brings its schema up to date.</summary>
    /// <exception cref="DatabaseUnavailableException">Neither could be done; the message says why and what to do.</exception>
    public static Task<Database> OpenAsync(StoreOptions options, ILoggerFactory logs, CancellationToken cancellationToken) =>
        ReachedAsync(async () =>
        {
            var local = options.ConnectionString.Length == 0 ? await StartAsync(options, logs, cancellationToken) : null;
            try
            {
                var connectionString = local?.ConnectionString ?? options.ConnectionString;
                var migrates = options.MigrationConnectionString.Length > 0 ? options.MigrationConnectionString : connectionString;
                await MigrateAsync(migrates, logs, cancellationToken);
                var database = new Database(DataSourceOf(connectionString), local, logs);
                local = null;
                await database.ReachAsync(cancellationToken);
                return database;
            }
            finally
            {
                if (local is not null)
                {
                    await local.DisposeAsync();
                }
            }
        });

    /// <summary>Updates the schema; this needs only the role that may change it.</summary>
    /// <exception cref="DatabaseUnavailableException">That could not be done; the message says why and what to do.</exception>
    public static Task MigrateAsync(StoreOptions options, ILoggerFactory logs, CancellationToken cancellationToken) =>
        ReachedAsync(async () =>
        {
            var given = options.MigrationConnectionString.Length > 0 ? options.MigrationConnectionString : options.ConnectionString;
            await using var local = given.Length == 0 ? await StartAsync(options, logs, cancellationToken) : null;
            await MigrateAsync(local?.ConnectionString ?? given, logs, cancellationToken);
            return true;
        });

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }

    private static async Task<T> ReachedAsync<T>(Func<Task<T>> reach)
    {
        try
        {
            return await reach();
        }
        catch (LocalPostgresException e)
        {
            throw new DatabaseUnavailableException(
                $"{e.Message} Or set IncidentSync__Store__ConnectionString to a running server.", e);
        }
        catch (SchemaTooOldException e)
        {
            throw new DatabaseUnavailableException(e.Message, e);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            throw new DatabaseUnavailableException(
                $"The database cannot be used: {ForeignWords.OneLine(e.Message)} Check IncidentSync:Store:ConnectionString and that the "
                + "server is up.",
                e);
        }
    }

    private static Task<LocalPostgres> StartAsync(StoreOptions options, ILoggerFactory logs, CancellationToken cancellationToken) =>
        LocalPostgres.StartAsync(
            new LocalPostgresOptions { DataDirectory = options.DataDirectory }, logs.CreateLogger<LocalPostgres>(), cancellationToken);

    // The schema may have been reached with another connection string than the one that is used from now on.
    private async Task ReachAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private static async Task MigrateAsync(string connectionString, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        // A migration may take its time.
        await using var dataSource = BuilderOf(connectionString).Build();
        foreach (var name in await new Migrator(dataSource).ApplyAsync(cancellationToken))
        {
            logs.CreateLogger<Migrator>().Migrated(name);
        }
    }

    /// <summary>The service's own way to the database.</summary>
    /// <remarks>
    /// Our transactions take milliseconds. One that is idle for seconds belongs to a process that stands still, or whose machine is gone:
    /// the server ends it, because its row locks would block the other replicas. The connection string's own Options come later and win.
    /// </remarks>
    internal static NpgsqlDataSource DataSourceOf(string connectionString)
    {
        var builder = BuilderOf(connectionString);
        builder.ConnectionStringBuilder.Options = $"{Limits} {builder.ConnectionStringBuilder.Options}".TrimEnd();
        return builder.Build();
    }

    /// <summary>What both roles have in common.</summary>
    /// <remarks>
    /// GSS encryption is not looked for unless the connection string names it: where libgssapi is missing, the attempt writes lines to the
    /// console that are no JSON.
    /// </remarks>
    internal static NpgsqlDataSourceBuilder BuilderOf(string connectionString)
    {
        // Named, because the default name in metrics is the connection string.
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "incidentsync" };
        if (!builder.ConnectionStringBuilder.Keys.Contains("GSS Encryption Mode"))
        {
            builder.ConnectionStringBuilder.GssEncryptionMode = GssEncryptionMode.Disable;
        }

        return builder;
    }
}

/// <summary>No database could be started or reached.</summary>
internal sealed class DatabaseUnavailableException(string message, Exception inner) : Exception(message, inner);
