namespace IncidentSync.Testing.Postgres;

/// <summary>One database for all tests of a class, which run one after the other.</summary>
public sealed class MigratedDatabase(PostgresFixture postgres) : IAsyncLifetime
{
    internal TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Database = await TestDatabase.CreateAsync(postgres);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
