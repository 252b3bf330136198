using System.Net;
using System.Text;
using IncidentSync.Demo.Servers;
using IncidentSync.Service.Bus;
using IncidentSync.Testing.Processes;
using RabbitMQ.Client;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>The broker of a test class, a network to it that may fail, and a hand on its queues.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("incidentsync-tests-broker-").FullName;

    internal RabbitServer Broker { get; private set; } = null!;

    internal FaultProxy Network { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Broker = await RabbitServer.StartAsync(_directory, CancellationToken.None);
        Network = new FaultProxy(new IPEndPoint(IPAddress.Loopback, Broker.Port));
    }

    /// <summary>The service over this broker, through the network.</summary>
    internal Settings Over(Settings settings) => settings.With("Bus:Transport=RabbitMq")
        .With("Bus:RabbitMq:Host", FaultProxy.Host).With("Bus:RabbitMq:Port", Network.Port)
        .With("Bus:RabbitMq:VirtualHost", Broker.VirtualHost)
        .With("Bus:RabbitMq:Username", Broker.Username).With("Bus:RabbitMq:Password", Broker.Password);

    internal async Task<T> AskAsync<T>(Func<IChannel, Task<T>> ask)
    {
        var factory = new ConnectionFactory
        {
            HostName = RabbitServer.Host,
            Port = Broker.Port,
            VirtualHost = Broker.VirtualHost,
            UserName = Broker.Username,
            Password = Broker.Password,
        };
        await using var connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync();
        return await ask(channel);
    }

    /// <summary>Everything that waits in the stages' queues is gone.</summary>
    internal async Task PurgeAsync()
    {
        foreach (var queue in new[] { BusSetup.ReconcileQueue, BusSetup.WriteQueue })
        {
            await AskAsync(channel => channel.QueuePurgeAsync(queue));
        }
    }

    /// <summary>A message as the stages send it, straight into a queue.</summary>
    internal Task PublishAsync(string queue, string type, Guid link) => PublishAsync(
        queue,
        $$"""{ "messageType": ["urn:message:IncidentSync.Service.Hosting:{{type}}"], "message": { "linkId": "{{link}}" } }""");

    internal Task PublishAsync(string queue, string body) => AskAsync(async channel =>
    {
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json" };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        return 0;
    });

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        await Broker.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
