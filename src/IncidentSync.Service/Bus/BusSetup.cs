using System.Net.Security;
using System.Security.Authentication;
using IncidentSync.Service.Configuration;
using MassTransit;

namespace IncidentSync.Service.Bus;

/// <summary>The bus: it carries keys between the stages, in memory for one replica, over RabbitMQ for several.</summary>
/// <remarks>
/// <code>
/// | on RabbitMQ                       | why                                                                                            |
/// |-----------------------------------|------------------------------------------------------------------------------------------------|
/// | quorum queues                     | they outlive a broker's restart and, in a cluster, the loss of a node                          |
/// | x-delivery-limit                  | RabbitMQ 3.10 has none by default, 4 has 20; a key that takes a process with it is given up    |
/// | no dead-letter exchange           | a key that was given up is worth nothing: its link is due in the store and is signalled again  |
/// | x-max-length, the oldest goes     | the same; so a queue nobody reads stays small                                                  |
/// | prefetch = concurrency            | no key waits in a busy replica while another one is idle                                       |
/// | what nobody understands is thrown | no error queue grows unread                                                                    |
/// </code>
/// </remarks>
internal static class BusSetup
{
    public const string ReconcileQueue = "incidentsync-reconcile";

    public const string WriteQueue = "incidentsync-write";

    /// <summary>Links worked on at once by a stage.</summary>
    private const int Concurrency = 16;

    private const int DeliveryLimit = 10;
    private const int MostWaiting = 20_000;

    /// <summary>After two of these without a word a connection counts as gone.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public static void AddBus(this IServiceCollection services, BusOptions options)
    {
        // Nobody waits for the broker: the process lives and says that the bus is down. Nothing is published before the queues exist.
        services.Configure<MassTransitHostOptions>(host => host.StopTimeout = TimeSpan.FromSeconds(30));
        services.AddMassTransit(bus =>
        {
            // It would tell its maker what the bus is made of, minutes after the start (MassTransit documentation, "Usage Telemetry").
            bus.DisableUsageTelemetry();
            bus.AddConsumer<ReconcileConsumer>();
            bus.AddConsumer<WriteConsumer>();
            if (options.IsRabbitMq)
            {
                bus.UsingRabbitMq((context, rabbit) =>
                {
                    Connect(rabbit, options.RabbitMq);
                    rabbit.ReceiveEndpoint(ReconcileQueue, queue => Consume<ReconcileConsumer>(context, queue));
                    rabbit.ReceiveEndpoint(WriteQueue, queue => Consume<WriteConsumer>(context, queue));
                });
            }
            else
            {
                bus.UsingInMemory((context, memory) =>
                {
                    memory.ReceiveEndpoint(ReconcileQueue, queue => Consume<ReconcileConsumer>(context, queue));
                    memory.ReceiveEndpoint(WriteQueue, queue => Consume<WriteConsumer>(context, queue));
                });
            }
        });
        services.AddSingleton<BusSignals>();
        services.AddSingleton<ISignals>(provider => provider.GetRequiredService<BusSignals>());
        services.AddSingleton<IHostedService, SignalLoop>();
    }

    private static void Consume<T>(IRegistrationContext context, IReceiveEndpointConfigurator queue)
        where T : class, IConsumer
    {
        queue.PrefetchCount = Concurrency;
        queue.ConcurrentMessageLimit = Concurrency;
        queue.PublishFaults = false;
        queue.DiscardFaultedMessages();
        queue.DiscardSkippedMessages();
        if (queue is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
            rabbit.SetQueueArgument("x-max-length", MostWaiting);
        }

        queue.ConfigureConsumer<T>(context);
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, RabbitMqOptions options) =>
        rabbit.Host(options.Host, options.Port, options.VirtualHost, $"incidentsync on {Environment.MachineName}", host =>
        {
            host.Username(options.Username);
            host.Password(options.Password);
            host.Heartbeat(Heartbeat);
            if (options.UseTls)
            {
                host.UseSsl(tls =>
                {
                    // The system's versions, and its trust.
                    tls.Protocol = SslProtocols.None;
                    tls.ServerName = options.Host;
                    tls.EnforcePolicyErrors(
                        SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch
                        | SslPolicyErrors.RemoteCertificateNotAvailable);
                });
            }
        });
}
