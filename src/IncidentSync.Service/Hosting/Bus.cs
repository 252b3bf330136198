using MassTransit;

namespace IncidentSync.Service.Hosting;

/// <summary>The bus: it carries keys between the stages, in memory for one replica, over RabbitMQ for several.</summary>
internal static class Bus
{
    /// <summary>Links worked on at once by a stage.</summary>
    private const int Concurrency = 16;

    public static void AddBus(this IServiceCollection services, BusOptions options)
    {
        // What is published before the queues exist would be lost.
        services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = true;
            host.StopTimeout = TimeSpan.FromSeconds(30);
        });
        services.AddMassTransit(bus =>
        {
            bus.AddConsumer<ReconcileConsumer>(consumer => consumer.ConcurrentMessageLimit = Concurrency).Endpoint(endpoint => endpoint.Name = "incidentsync-reconcile");
            bus.AddConsumer<WriteConsumer>(consumer => consumer.ConcurrentMessageLimit = Concurrency).Endpoint(endpoint => endpoint.Name = "incidentsync-write");
            if (options.Transport.Equals("RabbitMq", StringComparison.OrdinalIgnoreCase))
            {
                bus.UsingRabbitMq((context, rabbit) =>
                {
                    Connect(rabbit, options.RabbitMq);
                    rabbit.ConfigureEndpoints(context);
                });
            }
            else
            {
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            }
        });
        services.AddSingleton<BusSignals>();
        services.AddSingleton<ISignals>(provider => provider.GetRequiredService<BusSignals>());
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, RabbitMqOptions options) =>
        rabbit.Host(options.Host, options.Port, options.VirtualHost, host =>
        {
            host.Username(options.Username);
            host.Password(options.Password);
            if (options.UseTls)
            {
                host.UseSsl(tls => tls.ServerName = options.Host);
            }
        });
}
