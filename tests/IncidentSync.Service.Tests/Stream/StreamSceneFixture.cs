using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>One scene for the stories of a class that leave it as they found it.</summary>
public sealed class StreamSceneFixture(PostgresFixture postgres) : IAsyncLifetime
{
    internal StreamScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Scene = await StreamScene.StartAsync(postgres);

    public ValueTask DisposeAsync() => Scene.DisposeAsync();
}
