using IncidentSync.Core.Comments;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Testing.Processes;
using MassTransit;
using MassTransit.UsageTracking;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>The bus carries keys between the stages, and tells nobody else of anything.</summary>
public sealed class BusTests
{
    [Theory]
    [InlineData("InMemory")]
    [InlineData("RabbitMq")]
    public async Task It_reports_to_nobody_how_it_is_used(string transport)
    {
        var read = ReadConfiguration.Of(new Settings().With($"Bus:Transport={transport}").ToOptions());
        await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
        await using var service = ServiceHost.Build(read, source, MarkerKeys.None);
        service.Services.GetRequiredService<IBusControl>().ShouldNotBeNull();
        (service.Services.GetService<IUsageTracker>() is UsageTracker { Enabled: true }).ShouldBeFalse();
    }
}
