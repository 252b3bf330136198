using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>One environment for the stories of a class that leave it as they found it.</summary>
public sealed class TestEnvironmentFixture(PostgresFixture postgres) : IAsyncLifetime
{
    internal TestEnvironment TestEnvironment { get; private set; } = null!;

    public async ValueTask InitializeAsync() => TestEnvironment = await TestEnvironment.StartAsync(postgres);

    public ValueTask DisposeAsync() => TestEnvironment.DisposeAsync();
}
