using Npgsql;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>The service's database inside the private server.</summary>
internal static class ServerDatabase
{
    private const string Name = "incidentsync";

    public static string ConnectionString(string socketDirectory, string database = Name) => new NpgsqlConnectionStringBuilder
    {
        Host = socketDirectory,
        Port = 5432,
        Username = Cluster.Superuser,
        Database = database,
        // Both are for networks; asked for, they cost round trips on a socket.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <returns>False: no server answers there yet, or it is not the one of this postmaster.pid.</returns>
    public static async Task<bool> TryEnsureAsync(Postmaster postmaster, CancellationToken cancellationToken)
    {
        var once = new NpgsqlConnectionStringBuilder(ConnectionString(postmaster.SocketDirectory, "postgres"))
        {
            Pooling = false,
            Timeout = 5,
        };
        await using var connection = new NpgsqlConnection(once.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return false;
        }

        if (await ScalarAsync(connection, "SELECT current_setting('data_directory')", cancellationToken) as string
            != postmaster.ClusterDirectory)
        {
            return false;
        }

        if (await ScalarAsync(connection, $"SELECT 1 FROM pg_database WHERE datname = '{Name}'", cancellationToken) is null)
        {
            await CreateAsync(connection, cancellationToken);
        }

        return true;
    }

    private static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another service that adopted the same server was a moment faster.
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
