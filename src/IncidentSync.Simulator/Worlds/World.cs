using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Native;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Siem;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Worlds;

/// <summary>Everything there is: directories, portals, the clock, what was done, what was called, and what is armed to go wrong.</summary>
internal sealed class World : IDisposable
{
    private readonly Dictionary<Guid, DefenderPortal> _defenders;

    public World(SimulatorOptions options)
    {
        Seed = options.Seed ?? Random.Shared.Next();
        Tenants = options.Tenants;
        Clock = new SimulatorClock(options.Speed, options.RealTime);
        Agenda = new Agenda(Clock);
        Edits = new EditLog(Clock);
        Faults = new FaultPlan(Seed);
        Budgets = new Budgets(Clock.Real, options.BudgetPace)
        {
            Lifted = options.BudgetsLifted, AnnouncedPuts = options.AnnouncedPuts,
        };
        Tokens = new TokenIssuer(SigningKey, Clock.Real, options.TokenLifetime);
        TokenCheck = new TokenCheck(SigningKey, Clock.Real, FindTenant);
        _defenders = Tenants.Select((tenant, index) => new DefenderPortal(tenant, Clock, Edits, Seed + index))
            .ToDictionary(portal => portal.Tenant.Id);
        Sentinels = options.Workspaces
            .Select((workspace, index) => new SentinelPortal(workspace, TenantOf(workspace), Clock, Edits, Seed + 1000 + index)).ToList();
        Siem = new SiemInbox(Clock);
        Logs = [.. Sentinels.Select(portal => new WorkspaceLogs(portal.Workspace, portal.Tenant, Clock))];
        Natives = [.. Sentinels.Where(portal => portal.Workspace.Native)
            .Select(sentinel => new NativeSync(
                Defender(sentinel.Tenant), sentinel, Edits, Agenda, Seed, options.NativePace, options.NativeLastModified))];
        foreach (var native in Natives)
        {
            native.Start();
        }
    }

    /// <summary>Decides every random thing; printed at start.</summary>
    public int Seed { get; }

    public SimulatorClock Clock { get; }

    /// <summary>What will happen by itself.</summary>
    public Agenda Agenda { get; }

    public EditLog Edits { get; }

    public CallLog Calls { get; } = new();

    public FaultPlan Faults { get; }

    public Budgets Budgets { get; }

    public SigningKey SigningKey { get; } = new();

    public TokenIssuer Tokens { get; }

    public TokenCheck TokenCheck { get; }

    public IReadOnlyList<Tenant> Tenants { get; }

    public IReadOnlyCollection<DefenderPortal> Defenders => _defenders.Values;

    public IReadOnlyList<SentinelPortal> Sentinels { get; }

    /// <summary>The rules and custom tables of each workspace.</summary>
    public IReadOnlyList<WorkspaceLogs> Logs { get; }

    /// <summary>What a SIEM beside the portals was given.</summary>
    public SiemInbox Siem { get; }

    /// <summary>Microsoft's own sync, once for each workspace it serves.</summary>
    public IReadOnlyList<NativeSync> Natives { get; }

    public Tenant? FindTenant(string nameOrId) => Tenants.FirstOrDefault(tenant => tenant.Is(nameOrId));

    public DefenderPortal Defender(Tenant tenant) => _defenders[tenant.Id];

    /// <param name="tenant">Its name or id; null takes the first.</param>
    /// <exception cref="KeyNotFoundException">There is no such tenant.</exception>
    public DefenderPortal Defender(string? tenant = null) =>
        tenant is null ? _defenders[Tenants[0].Id] : Defender(FindTenant(tenant) ?? throw new KeyNotFoundException($"No tenant {tenant}."));

    /// <param name="workspace">Its name; null takes the first.</param>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    public SentinelPortal Sentinel(string? workspace = null) =>
        workspace is null ? Sentinels[0] : FindSentinel(workspace) ?? throw new KeyNotFoundException($"No workspace {workspace}.");

    public SentinelPortal? FindSentinel(string workspace) => Sentinels.FirstOrDefault(portal => Same(portal.Workspace.Name, workspace));

    /// <summary>The workspace an ARM path names.</summary>
    public SentinelPortal? FindSentinel(ApiCall call) => Sentinels.FirstOrDefault(portal =>
        Same(portal.Workspace.SubscriptionId.ToString(), call.Segment("subscription"))
        && Same(portal.Workspace.ResourceGroup, call.Segment("group"))
        && Same(portal.Workspace.Name, call.Segment("workspace")));

    /// <summary>The workspace of a call that was let in.</summary>
    public SentinelPortal Sentinel(ApiCall call) =>
        FindSentinel(call) ?? throw new InvalidOperationException("The call was let in without a workspace.");

    public WorkspaceLogs? FindLogs(string workspace) => Logs.FirstOrDefault(logs => Same(logs.Workspace.Name, workspace));

    /// <summary>The data collection rule of that immutable id, and whose it is.</summary>
    public (WorkspaceLogs Logs, CollectionRule Rule)? FindRule(string immutableId) => Logs
        .Select(logs => logs.FindRule(immutableId) is { } rule ? (logs, rule) : ((WorkspaceLogs, CollectionRule)?)null)
        .FirstOrDefault(found => found is not null);

    public void Dispose() => SigningKey.Dispose();

    private Tenant TenantOf(Workspace workspace) =>
        FindTenant(workspace.Tenant)
            ?? throw new ArgumentException($"Workspace {workspace.Name} belongs to tenant {workspace.Tenant}, which does not exist.");

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
