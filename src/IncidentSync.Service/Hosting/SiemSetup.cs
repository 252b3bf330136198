using IncidentSync.Service.Configuration;
using IncidentSync.Service.Siem;
using IncidentSync.Service.Siem.Access;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Siem.Detections;
using IncidentSync.Service.Siem.Events;
using IncidentSync.Service.Siem.Rest;
using IncidentSync.Service.Siem.Tokens;
using Microsoft.AspNetCore.OpenApi;

namespace IncidentSync.Service.Hosting;

/// <summary>What SIEM clients call, and how they are made.</summary>
internal static class SiemSetup
{
    public static void AddSiem(this IServiceCollection services, IncidentSyncOptions options)
    {
        services.AddSingleton(TermsOf(options));
        services.AddSingleton<ClientRows>();
        services.AddSingleton<ClientChanges>();
        services.AddSingleton<SiemSwitch>();
        services.AddSingleton<EntraCallers>();
        services.AddSingleton<Callers>();
        services.AddSingleton<ClientEnds>();
        services.AddSingleton<ClientUse>();
        services.AddSingleton<AddressFailures>();
        services.AddSingleton<OpenAnswers>();
        services.AddSingleton<DetectionBounds>();
        services.AddSingleton<DetectionPages>();
        services.AddSingleton<DetectionAnswer>();
        services.AddSingleton<EventQuery>();
        services.AddSingleton<EventAnswer>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<SiemApi>();
        services.Configure<OpenApiOptions>("v1", SiemDocument.Describe);
        services.AddScoped<ClientCall>();
        services.AddSingleton<ClientGauges>();
        services.AddSingleton<ClientLoop>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ClientLoop>());
    }

    public static SiemTerms TermsOf(IncidentSyncOptions options) =>
        new(options, connection => AlertSetup.SourceOf(connection.Defender));

    /// <summary>Answers SIEM clients, before the admin API is asked who calls.</summary>
    public static void UseSiem(this WebApplication app)
    {
        var api = app.Services.GetRequiredService<SiemApi>();
        app.Use(api.InvokeAsync);
    }
}
