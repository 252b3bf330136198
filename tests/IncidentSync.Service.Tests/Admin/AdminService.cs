using IncidentSync.Connectors.Credentials;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.State;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>The real service on a real database and the simulator's Entra and portals: "contoso" is synced, "quiet" is paused by its
/// configuration and holds what <see cref="Seed"/> made.</summary>
public sealed class AdminService(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Audience = "ad317000-0000-4000-8000-000000000001";

    /// <summary>A dry run of "quiet", the first there is.</summary>
    public const long SeededReplay = 1;

    private readonly List<TestHost> _hosts = [];
    private readonly List<Denials> _denials = [];
    private TestHost? _granted;
    private SimulatorHost? _simulator;
    private TestDatabase? _database;

    internal SimulatorHost Simulator => _simulator!;

    internal TestDatabase Database => _database!;

    internal Tokens Tokens { get; private set; } = null!;

    internal AdminClient Client => _hosts[0].Client;

    internal WebApplication App => _hosts[0].App;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions
        {
            CertificateDirectory = TrustedAuthority.CertificateDirectory,
            BudgetsLifted = true,
            Tenants = [Contoso.Tenant with { Apps = [Contoso.App, .. AdminApps.All] }, AdminApps.Fabrikam],
        });
        _database = await TestDatabase.CreateAsync(postgres);
        await Seed.StoreAsync(new PostgresSyncStore(Database.DataSource));
        await Database.ExecuteAsync(
            $"""
            insert into siem_client (name, type, sources) values ('{Seed.Client}', 'Generic', array[]::text[]);
            insert into siem_client_connection (client_id, connection, place) select id, 'quiet', 0 from siem_client
            """);
        Tokens = await Tokens.IssueAsync(_simulator);
        await StartAsync();
        (await Client.ReplayAsync(Tokens.Operate, AdminClient.Replay("quiet", Seed.HeldLink)))
            .Location.ShouldBe($"/api/v1/replays/{SeededReplay}");
        await Wait.UntilAsync(
            async () => await AskAsync($"select finished_at is not null from replay where id = {SeededReplay}") == "True",
            () => "The dry run does not end.");
    }

    /// <summary>One replica more.</summary>
    internal Task<TestHost> StartAsync() => StartAsync(new AdminOptions
    {
        Authority = Simulator.Authority.AbsoluteUri,
        Audience = Audience,
        AllowedTenants = [Contoso.Tenant.Id.ToString()],
    });

    /// <summary>Another replica, which knows grants; see <see cref="Granted"/>.</summary>
    internal async Task<TestHost> GrantedAsync() => _granted ??= await StartAsync(Granted.Options(Simulator.Authority));

    /// <summary>What was denied is in the audit, and not only when its minute is over.</summary>
    internal async Task FlushDenialsAsync()
    {
        foreach (var ofReplica in _denials)
        {
            await ofReplica.FlushAsync(TestContext.Current.CancellationToken);
        }
    }

    internal async Task<TestHost> StartAsync(AdminOptions admin)
    {
        var quota = new QuotaOptions { GraphPerMinute = 1000 };
        var options = new IncidentSyncOptions
        {
            Admin = admin, Quota = quota, Connections = [Connection("contoso", "Sync"), Connection("quiet", "Paused")],
        };
        _hosts.Add(await TestHost.StartAsync(options, Database.DataSource));
        _denials.Add(_hosts[^1].App.Services.GetRequiredService<Denials>());
        return _hosts[^1];
    }

    /// <summary>The first column of the first row, as text; empty when there is none.</summary>
    internal async Task<string> AskAsync(string sql) => (await Database.ReadAsync(sql)).FirstOrDefault("");

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Database.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private ConnectionOptions Connection(string name, string mode)
    {
        var options = new ConnectionOptions { Name = name, Mode = mode };
        var credential = new CredentialOptions { Kind = CredentialKind.ClientSecret, ClientSecret = Contoso.Secret };

        // What the seed says is held must be so by the rules, too.
        options.Policy["owner"] = name == "quiet" ? "hold" : "newest";
        options.Defender.TenantId = options.Sentinel.TenantId = Contoso.Tenant.Id.ToString();
        options.Defender.ClientId = options.Sentinel.ClientId = Contoso.App.ClientId.ToString();
        options.Defender.Credential = options.Sentinel.Credential = credential;
        options.Defender.AuthorityHost = options.Sentinel.AuthorityHost = Simulator.Authority.AbsoluteUri;
        options.Defender.GraphEndpoint = Simulator.GraphEndpoint.AbsoluteUri;
        options.Sentinel.ArmEndpoint = Simulator.ArmEndpoint.AbsoluteUri;
        options.Sentinel.SubscriptionId = Contoso.Workspace.SubscriptionId.ToString();
        (options.Sentinel.ResourceGroup, options.Sentinel.Workspace) = (Contoso.Workspace.ResourceGroup, Contoso.Workspace.Name);
        options.Defender.IdlePollInterval = options.Sentinel.IdlePollInterval = TimeSpan.FromSeconds(0.5);
        return options;
    }
}

/// <summary>The classes that read from one service, one after the other.</summary>
[CollectionDefinition]
public sealed class AdminCollection : ICollectionFixture<AdminService>;
