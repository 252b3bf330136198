using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Quotas;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>What ails one connection is not felt by another.</summary>
public sealed class IsolationStories(PostgresFixture postgres)
{
    private const double Pace = 20;

    private const string Failing = "select id from link where connection = 'fabrikam' and attempts > 0";

    private static readonly AppRegistration App = new(new Guid("5a7e0f3c-0000-4000-8000-0000000000f1"), "Fabrikam's IncidentSync")
    {
        Secrets = [Contoso.Secret],
    };

    private static readonly Tenant Fabrikam = new("fabrikam", new Guid("fab00000-0000-4000-8000-000000000002")) { Apps = [App] };

    private static readonly Workspace Workspace =
        new("fabrikam", new Guid("5ab50000-0000-4000-8000-000000000002"), "fabrikam-soc", "fabrikam-sentinel");

    private static readonly LinkIdentity Twins =
        new(Fabrikam.Id.ToString(), Workspace.SubscriptionId.ToString(), Workspace.ResourceGroup, Workspace.Name);

    [Fact]
    public async Task A_portal_that_hangs_does_not_hold_the_links_of_another_connection()
    {
        using var silent = new SilentServer();
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: With(("ArmEndpoint", silent.Address)));
        await Wait.UntilAsync(() => silent.Connections > 0, () => "Nobody asks Fabrikam's workspace.");
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        for (var incident = 0; incident < 40; incident++)
        {
            environment.World.Defender(Fabrikam).Create();
        }

        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync("select id from link where connection = 'fabrikam'")).Count == 40,
            () => "They are not read.");

        // A call to Fabrikam takes longer than any test waits.
        await EditInContosoAsync(environment);
        silent.Connections.ShouldBeLessThan(16);
        silent.Dispose();
    }

    [Fact]
    public async Task The_refusals_that_one_tenant_meets_are_not_anothers()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: With());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var others = SpendAsync(environment, stop.Token);
        await Wait.UntilAsync(
            () => environment.World.Calls.Total(app: App.DisplayName, status: 429) > 0, () => "Fabrikam is not refused.");
        await EditInContosoAsync(environment);
        await stop.CancelAsync();
        await others;
        environment.World.Calls.Total(app: Contoso.App.DisplayName, status: 429).ShouldBe(0);
    }

    [Fact]
    public async Task Links_that_keep_failing_cost_another_connection_no_call_and_no_turn()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: With());
        var pair = await environment.PairAsync();
        var poisoned = Enumerable.Range(0, 40).Select(_ => environment.World.Defender(Fabrikam).Create().Id).ToList();
        await environment.SettleAsync();
        foreach (var (id, index) in poisoned.Select((id, index) => (id, index)))
        {
            Poison(environment, Twins.TwinOf(new IncidentId(id)).Value, status: index % 2 == 0 ? 409 : 429);
        }

        poisoned.ForEach(id => environment.World.Defender(Fabrikam).Edit(id, Actor.Person("alice@contoso.com"), High));
        await Wait.UntilAsync(
            async () => (await environment.Database.ReadAsync(Failing)).Count > 10, () => "Nothing fails.");

        environment.World.Calls.Clear();
        foreach (var severity in new[] { "High", "Low", "High", "Low" })
        {
            pair.EditInDefender(incident => incident with { Severity = severity.ToLowerInvariant() });
            await pair.SentinelShowsAsync(incident => incident.Severity == severity);
        }

        environment.World.Calls.Total(Side.Sentinel, Operations.IncidentsPut, Contoso.App.DisplayName).ShouldBe(4);
        environment.World.Sentinel(Workspace.Name).Incidents().Where(incident => incident.Severity == "High").ShouldBeEmpty();
        (await pair.JournalAsync()).Where(row => row.Kind == JournalKind.Error).ShouldBeEmpty();
    }

    private static void Poison(TestEnvironment environment, string twin, int status) =>
        environment.World.Faults.Arm(new Fault(Side.Sentinel, FaultKind.Status)
        {
            Operation = Operations.IncidentsPut, IncidentId = twin, Status = status, Count = null,
        });

    private static DefenderIncident High(DefenderIncident incident) => incident with { Severity = "high" };

    private static async Task EditInContosoAsync(TestEnvironment environment)
    {
        for (var edit = 0; edit < 5; edit++)
        {
            var pair = new Pair(environment, environment.Defender.Create().Id);
            await Wait.UntilAsync(() => pair.HasTwin, () => "It has no twin.");
            pair.EditInDefender(incident => incident with { Severity = "high" });
            await pair.SentinelShowsAsync(incident => incident.Severity == "High");
        }
    }

    // Somebody else calls Graph with Fabrikam's app.
    private static async Task SpendAsync(TestEnvironment environment, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            for (var call = 0; call < 200; call++)
            {
                environment.World.Budgets.Graph.Spend((Fabrikam.Id, App.ClientId));
            }

            await Task.Delay(500, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Surroundings With(params (string Setting, object Value)[] sentinel) => new()
    {
        Simulator = options => options with
        {
            Tenants = [Contoso.Tenant, Fabrikam], Workspaces = [Contoso.Workspace, Workspace], BudgetsLifted = false, BudgetPace = Pace,
        },
        Limits = new PublishedQuotas(new QuotaOptions()) { Pace = Pace },
        Settings = settings => sentinel.Aggregate(
            settings.WithSecondConnection().With("Connections:1:Name", "fabrikam")
                .With("Connections:1:Defender:TenantId", Fabrikam.Id).With("Connections:1:Sentinel:TenantId", Fabrikam.Id)
                .With("Connections:1:Defender:ClientId", App.ClientId).With("Connections:1:Sentinel:ClientId", App.ClientId)
                .With("Connections:1:Sentinel:SubscriptionId", Workspace.SubscriptionId)
                .With("Connections:1:Sentinel:ResourceGroup", Workspace.ResourceGroup)
                .With("Connections:1:Sentinel:Workspace", Workspace.Name)
                .With("Connections:1:Timing:CallTimeout=00:05:00; Connections:1:Timing:Lease=00:10:00"),
            (with, one) => with.With($"Connections:1:Sentinel:{one.Setting}", one.Value)),
    };
}
