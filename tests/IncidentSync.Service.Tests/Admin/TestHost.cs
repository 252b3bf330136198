using IncidentSync.Core.Comments;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>One replica on a free port of the loopback.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(WebApplication app) => (App, Client) = (app, new AdminClient(new Uri(app.Urls.Single())));

    public WebApplication App { get; }

    public AdminClient Client { get; }

    public static async Task<TestHost> StartAsync(IncidentSyncOptions options, NpgsqlDataSource dataSource)
    {
        var app = ServiceHost.Build(ReadConfiguration.Of(options), dataSource, MarkerKeys.None);
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return new TestHost(app);
    }

    /// <summary>What holds now of a connection's mode.</summary>
    public ConnectionMode ModeOf(string connection) => App.Services.GetRequiredService<ConnectionSet>().Find(connection)!.Mode;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
