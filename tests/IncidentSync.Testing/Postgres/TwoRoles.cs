using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Testing.Postgres;

/// <summary>A database as docs/operations.md sets it up: one role owns the schema, the other one is the service's.</summary>
/// <param name="Superuser">May do everything, as only tests do.</param>
/// <param name="Migrator">Owns the database and what is in it.</param>
/// <param name="Service">Has what the service needs.</param>
internal sealed record TwoRoles(string Superuser, string Migrator, string Service)
{
    private const string Owner = "incidentsync_migrator";
    private const string App = "incidentsync_app";

    private const string Grants =
        $"""
        grant usage on schema public to {App};
        alter default privileges for role {Owner} in schema public grant select, insert, update, delete on tables to {App};
        alter default privileges for role {Owner} in schema public grant usage on sequences to {App};
        """;

    /// <summary>An empty one.</summary>
    public static async Task<TwoRoles> OnAsync(PostgresFixture postgres) =>
        await SetUpAsync(postgres, await postgres.CreateDatabaseAsync());

    /// <summary>One that the migrator has migrated.</summary>
    public static async Task<TwoRoles> MigratedAsync(PostgresFixture postgres) =>
        await OfAsync(postgres, await postgres.CreateDatabaseAsync("migrated", async connectionString =>
            await MigrateAsync((await SetUpAsync(postgres, connectionString)).Migrator)));

    public static async Task MigrateAsync(string connectionString)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await new Migrator(dataSource).ApplyAsync(CancellationToken.None);
    }

    private static async Task<TwoRoles> SetUpAsync(PostgresFixture postgres, string connectionString)
    {
        var database = await OfAsync(postgres, connectionString);
        await using var superuser = NpgsqlDataSource.Create(connectionString);
        await using var grant = superuser.CreateCommand(Grants);
        await grant.ExecuteNonQueryAsync();
        return database;
    }

    // A copy belongs to whoever made it.
    private static async Task<TwoRoles> OfAsync(PostgresFixture postgres, string connectionString)
    {
        var database = new TwoRoles(
            connectionString, await postgres.AsAsync(Owner, connectionString), await postgres.AsAsync(App, connectionString));
        await using var superuser = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var give = superuser.CreateCommand($"alter database \"{name}\" owner to {Owner}");
        await give.ExecuteNonQueryAsync();
        return database;
    }
}
