using IncidentSync.Connectors.Credentials;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Bus;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Loops;
using IncidentSync.Service.Quotas;
using IncidentSync.Service.Reconciliation;
using IncidentSync.Service.Replays;
using IncidentSync.Service.Siem.Rest;
using IncidentSync.Service.State;
using IncidentSync.Service.Stream;
using IncidentSync.Service.Telemetry;
using IncidentSync.Service.Writers;
using Npgsql;

namespace IncidentSync.Service.Hosting;

/// <summary>The composition root of <c>run</c>.</summary>
internal static class ServiceHost
{
    public static WebApplication Build(
        ReadConfiguration read, NpgsqlDataSource dataSource, MarkerKeys marker, PublishedQuotas? quotas = null, ListLimits? lists = null)
    {
        // Not the working directory, whose appsettings.json is anybody's.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var options = read.Options;
        builder.Configuration.AddConfiguration(read.Configuration);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(Listeners.DefaultUrl);
        }

        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(AdminApi.Limit);
        builder.Logging.AddServiceLogging(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(45));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(dataSource);
        AddStore(builder.Services);
        builder.Services.AddSingleton<StoreHealth>();
        builder.Services.AddSingleton(quotas ?? new PublishedQuotas(options.Quota));
        builder.Services.AddSingleton<QuotaStore>();
        builder.Services.AddSingleton(new Random());
        builder.Services.AddSingleton<CallGates>();
        builder.Services.AddSingleton(provider => new ConnectionSet(
            [.. options.Connections
                .Select(connection => ConnectionFactory.Create(connection, marker, provider.GetRequiredService<CallGates>()))
                .Select(connection => (connection with { Lists = lists ?? ListLimits.Default })
                .Instrumented(provider.GetRequiredService<Instruments>(), provider.GetRequiredService<Violations>()))]));
        builder.Services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<Reconciler>(provider, ActivatorUtilities.CreateInstance<PlanCounts>(provider)));
        builder.Services.AddSingleton<Writer>();
        builder.Services.AddSingleton<Replayer>();
        builder.Services.AddSingleton<ReplayMarks>();
        builder.Services.AddSingleton<DryRun>();
        builder.Services.AddAdmin(options.Admin);
        builder.Services.AddSingleton<IHostedService, DenialLoop>();
        builder.Services.AddSingleton<IHostedService, SwitchLoop>();
        builder.Services.AddBus(options.Bus);
        builder.Services.AddSingleton<IHostedService, DueLoop>();
        builder.Services.AddFeeds(options.Connections);
        builder.Services.AddAlerts(options);
        builder.Services.AddStreams(options.Connections);
        builder.Services.AddSiem(options);
        foreach (var connection in options.Connections)
        {
            builder.Services.AddSingleton<IHostedService>(
                provider => ActivatorUtilities.CreateInstance<ReplayLoop>(provider, connection.Name));
        }

        if (MetricExporters.Of(builder.Configuration).Any)
        {
            builder.Services.AddSingleton<BacklogRows>();
            builder.Services.AddSingleton<BacklogGauges>();
            builder.Services.AddSingleton<AlertGauges>();
            builder.Services.AddSingleton<StreamGauges>();
            builder.Services.AddSingleton<IHostedService, MetricsExport>();
            builder.Services.AddSingleton<IHostedService, BacklogLoop>();
        }

        var app = builder.Build();
        app.Services.GetService<AlertGauges>();
        app.Services.GetService<StreamGauges>();
        app.UseProxies(options.Admin.KnownProxies);
        app.MapHealth();
        app.UseProblems();
        app.UseSiem();
        app.MapAdmin(options.Admin, ClientEndpoints.MapSiemClients);
        WarnOfSecrets(app.Logger, options);
        foreach (var exposure in read.Exposures)
        {
            app.Logger.Exposed(exposure.Setting, exposure.What);
        }

        var store = options.Store.ConnectionString.Length > 0 ? "PostgreSQL" : "private PostgreSQL";
        app.Logger.Started(options.Connections.Count, store, options.Bus.Transport);
        return app;
    }

    private static void AddStore(IServiceCollection services)
    {
        services.AddSingleton<Instruments>();
        services.AddSingleton<Violations>();
        services.AddSingleton(provider => new PostgresSyncStore(provider.GetRequiredService<NpgsqlDataSource>())
        {
            TakenOver = provider.GetRequiredService<Instruments>().TakenOver,
        });
        services.AddSingleton<ISyncStore>(provider =>
            ActivatorUtilities.CreateInstance<InstrumentedStore>(provider, provider.GetRequiredService<PostgresSyncStore>()));
    }

    private static void WarnOfSecrets(ILogger log, IncidentSyncOptions options)
    {
        foreach (var connection in options.Connections)
        {
            Warn(connection.Name, Portal.Defender, connection.Defender.Credential);
            Warn(connection.Name, Portal.Sentinel, connection.Sentinel.Credential);
            if (AlertDoctor.WarningOf(connection) is { } foreign)
            {
                log.StreamGoesElsewhere(connection.Name, foreign);
            }
        }

        void Warn(string connection, Portal portal, CredentialOptions credential)
        {
            if (credential.Kind == CredentialKind.ClientSecret)
            {
                log.SecretUsed(connection, portal);
            }
        }
    }
}
