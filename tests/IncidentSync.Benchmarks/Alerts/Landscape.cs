using IncidentSync.Core.Comments;
using IncidentSync.Demo.Staging;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>Both portals and the whole service between them, on an empty database.</summary>
internal sealed class Landscape : IAsyncDisposable
{
    private static readonly MarkerKeys Marker = new(new MarkerKey("1", new byte[32]));
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SimulatorHost _simulator;
    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _dataSource;
    private readonly WebApplication _service;

    private Landscape(SimulatorHost simulator, TestDatabase database, NpgsqlDataSource dataSource, WebApplication service) =>
        (_simulator, _database, _dataSource, _service) = (simulator, database, dataSource, service);

    public World World => _simulator.World;

    public static async Task<Landscape> StartAsync(
        PostgresFixture postgres, bool budgetsLifted, Func<Settings, SimulatorHost, Settings> change)
    {
        var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = budgetsLifted, Seed = 1 });
        StreamTemplate.Deploy(simulator.World, TimeSpan.Zero);
        var database = await TestDatabase.CreateAsync(postgres);
        var options = change(new Settings().For(simulator, database.ConnectionString), simulator).ToOptions();
        var dataSource = Database.DataSourceOf(database.ConnectionString);
        var service = ServiceHost.Build(ReadConfiguration.Of(options), dataSource, Marker);
        service.Urls.Add("http://127.0.0.1:0");
        await service.StartAsync();
        return new Landscape(simulator, database, dataSource, service);
    }

    /// <summary>Looks until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string otherwise)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (!isSo())
        {
            if (DateTimeOffset.UtcNow > end)
            {
                throw new InvalidOperationException(otherwise);
            }

            await Task.Delay(2);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync();
        await _service.DisposeAsync();
        await _dataSource.DisposeAsync();
        await _database.DisposeAsync();
        await _simulator.DisposeAsync();
    }
}
