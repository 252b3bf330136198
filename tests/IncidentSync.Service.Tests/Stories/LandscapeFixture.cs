using IncidentSync.Service.Tests.State.LocalServer;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>One landscape for the stories of a class that leave it as they found it.</summary>
public sealed class LandscapeFixture(PostgresFixture postgres) : IAsyncLifetime
{
    internal Landscape Landscape { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Landscape = await Landscape.StartAsync(postgres);

    public ValueTask DisposeAsync() => Landscape.DisposeAsync();
}
