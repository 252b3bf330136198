using System.Collections.Immutable;
using IncidentSync.Demo.Servers;

namespace IncidentSync.Demo.Processes;

/// <summary>How the replicas meet: in memory (each alone), or at a broker of the demo's own.</summary>
internal sealed class DemoBus : IAsyncDisposable
{
    public const string InMemory = "inmemory";
    public const string RabbitMq = "rabbitmq";

    private const int Tries = 3;
    private readonly RabbitServer? _broker;

    private DemoBus(RabbitServer? broker) => _broker = broker;

    /// <summary>The broker's process; null when there is none, or it is being started again.</summary>
    public int? ProcessId => _broker is { IsRunning: true } ? _broker.ProcessId : null;

    /// <summary>What a replica has to know, in its environment.</summary>
    public ImmutableDictionary<string, string> Settings { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <exception cref="IOException">There is no broker here, or it did not start.</exception>
    public static async Task<DemoBus> StartAsync(string bus, string directory, CancellationToken cancel)
    {
        if (bus != RabbitMq)
        {
            return new DemoBus(null);
        }

        var broker = await TryAsync(() => RabbitServer.StartAsync(directory, cancel));
        return new DemoBus(broker)
        {
            Settings = ImmutableDictionary.CreateRange<string, string>(
            [
                new("IncidentSync__Bus__Transport", "RabbitMq"),
                new("IncidentSync__Bus__RabbitMq__Host", RabbitServer.Host),
                new("IncidentSync__Bus__RabbitMq__Port", $"{broker.Port}"),
                new("IncidentSync__Bus__RabbitMq__VirtualHost", broker.VirtualHost),
                new("IncidentSync__Bus__RabbitMq__Username", broker.Username),
                new("IncidentSync__Bus__RabbitMq__Password", broker.Password),
            ]),
        };
    }

    /// <summary>Starts the broker again when it was killed.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="DemoStopped">It does not start.</exception>
    public async Task<bool> MendAsync(CancellationToken cancel)
    {
        if (_broker is null or { IsRunning: true })
        {
            return false;
        }

        try
        {
            return await TryAsync(async () =>
            {
                await _broker.StartAsync(cancel);
                return true;
            });
        }
        catch (IOException exception)
        {
            throw new DemoStopped(exception.Message);
        }
    }

    public ValueTask DisposeAsync() => _broker?.DisposeAsync() ?? ValueTask.CompletedTask;

    // It may be killed while it starts.
    private static async Task<T> TryAsync<T>(Func<Task<T>> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await start();
            }
            catch (IOException) when (attempt < Tries)
            {
            }
        }
    }
}
