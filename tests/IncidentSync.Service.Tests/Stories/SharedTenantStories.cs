using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>Two workspaces of one Defender tenant, each a connection, with one app.</summary>
public sealed class SharedTenantStories(PostgresFixture postgres)
{
    private static readonly Workspace Secondary =
        new(Contoso.Tenant.Name, new Guid("5ab50000-0000-4000-8000-000000000003"), "contoso-branch", "contoso-secondary");

    [Fact]
    public async Task One_list_call_tells_both_connections_what_changed()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Polled("00:30:00"));
        await Wait.UntilAsync(async () => (await CursorsAsync(environment)).Count == 2, () => "A connection was not read.");
        await environment.UnseenAsync(() =>
        {
            environment.Defender.Create(incident => incident with { DisplayName = "For both" });
            environment.World.Calls.Clear();
        });
        await Wait.UntilAsync(() => Shows(environment.Sentinel)
            && Shows(environment.World.Sentinel(Secondary.Name)), () => "A twin is missing.");
        environment.World.Calls.Total(Side.Defender, Operations.IncidentsList).ShouldBe(1);
    }

    [Fact]
    public async Task An_edit_in_one_workspace_reaches_the_other_through_Defender()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Polled("00:00:00.100"));
        environment.Defender.Create(incident => incident with { DisplayName = "For both" });
        var secondary = environment.World.Sentinel(Secondary.Name);
        await Wait.UntilAsync(() => Shows(environment.Sentinel) && Shows(secondary), () => "A twin is missing.");
        var bob = IncidentSync.Simulator.Records.Actor.Person("bob@contoso.com");
        environment.Sentinel.Edit(environment.Sentinel.Incidents().Single().Name, bob, incident => incident with { Severity = "High" });
        await Wait.UntilAsync(() => secondary.Incidents().Single().Severity == "High", () => $"{secondary.Incidents().Single()}");
    }

    // Each connection signs with a key of its own, and more than five markers that nobody knows would hold the comments of the link.
    [Fact]
    public async Task Comments_of_one_workspace_reach_the_other_through_Defender_however_many()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres, surroundings: Polled("00:00:00.100"));
        environment.Defender.Create(incident => incident with { DisplayName = "For both" });
        var secondary = environment.World.Sentinel(Secondary.Name);
        await Wait.UntilAsync(() => Shows(environment.Sentinel) && Shows(secondary), () => "A twin is missing.");
        var bob = IncidentSync.Simulator.Records.Actor.Person("bob@contoso.com");
        foreach (var number in Enumerable.Range(1, 7))
        {
            environment.Sentinel.Comment(environment.Sentinel.Incidents().Single().Name, bob, $"note {number}");
        }

        await Wait.UntilAsync(
            () => secondary.Incidents().Single().Comments.Count(comment => comment.Message.Contains("note ")) == 7,
            () => $"{secondary.Incidents().Single().Comments.Count} comments");
        await environment.SettleAsync();
        (await environment.Database.ReadAsync("select held from link where held <> '{}'")).ShouldBeEmpty();
    }

    private static bool Shows(SentinelPortal workspace) => workspace.Incidents().Any(incident => incident.Title == "For both");

    private static Task<IReadOnlyList<string>> CursorsAsync(TestEnvironment environment) =>
        environment.Database.ReadAsync("select cursor_ticks from feed where portal = 'Defender' and cursor_ticks is not null");

    // Defender is asked at the start, and then so often.
    private static Surroundings Polled(string interval) => new()
    {
        Simulator = options => options with { Workspaces = [Contoso.Workspace, Secondary] },
        Settings = settings => settings
            .With($"Connections:0:Defender:PollInterval={interval}; Connections:0:Defender:IdlePollInterval={interval}")
            .WithSecondConnection().With("Connections:1:Name", "secondary")
            .With("Connections:1:Sentinel:SubscriptionId", Secondary.SubscriptionId)
            .With("Connections:1:Sentinel:ResourceGroup", Secondary.ResourceGroup).With("Connections:1:Sentinel:Workspace", Secondary.Name),
    };
}
