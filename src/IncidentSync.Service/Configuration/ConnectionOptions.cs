using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;

namespace IncidentSync.Service.Configuration;

/// <summary>One Defender tenant and one Sentinel workspace.</summary>
public sealed class ConnectionOptions
{
    /// <summary>Letters, digits and hyphens; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Sync, Observe or Paused.</summary>
    public string Mode { get; set; } = "Sync";

    /// <inheritdoc cref="DefenderOptions"/>
    public DefenderOptions Defender { get; set; } = new();

    /// <inheritdoc cref="SentinelOptions"/>
    public SentinelOptions Sentinel { get; set; } = new();

    /// <summary>How far back the first start reads.</summary>
    public TimeSpan Backfill { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How old a Defender incident is before it gets a twin.</summary>
    public TimeSpan CreateDelay { get; set; }

    /// <summary>Auto, On or Off: whether Microsoft's own sync serves this pair.</summary>
    public string Native { get; set; } = "Auto";

    /// <inheritdoc cref="FilterOptions"/>
    public FilterOptions Filter { get; set; } = new();

    /// <summary>Who is who, where the names do not tell.</summary>
    public List<OwnerOptions> Owners { get; set; } = [];

    /// <summary>The policy of each field, by the field's name.</summary>
    public Dictionary<string, string> Policy { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc cref="BrakeOptions"/>
    public BrakeOptions Brake { get; set; } = new();

    /// <inheritdoc cref="TimingOptions"/>
    public TimingOptions Timing { get; set; } = new();

    /// <inheritdoc cref="AlertsOptions"/>
    public AlertsOptions Alerts { get; set; } = new();

    /// <inheritdoc cref="StreamOptions"/>
    public StreamOptions Stream { get; set; } = new();
}

/// <summary>Which Defender incidents get a twin. All that is given must hold; asked anew at every change.</summary>
public sealed class FilterOptions
{
    /// <summary>Informational, Low, Medium or High.</summary>
    public string MinSeverity { get; set; } = "";

    /// <summary>The incident has one of these tags.</summary>
    public List<string> Tags { get; set; } = [];

    /// <summary>The title contains one of these.</summary>
    public List<string> TitleContains { get; set; } = [];

    /// <summary>An alert comes from one of these service sources.</summary>
    public List<string> Sources { get; set; } = [];
}

/// <summary>One pair of names.</summary>
public sealed class OwnerOptions
{
    /// <summary>Defender's text.</summary>
    public string Defender { get; set; } = "";

    /// <inheritdoc cref="SentinelOwnerOptions"/>
    public SentinelOwnerOptions Sentinel { get; set; } = new();
}

/// <summary>Sentinel's directory object; at least one member.</summary>
public sealed class SentinelOwnerOptions
{
    /// <summary>The object id.</summary>
    public string ObjectId { get; set; } = "";

    /// <summary>The sign-in name.</summary>
    public string UserPrincipalName { get; set; } = "";
}

/// <summary>When the writes of a connection stop by themselves.</summary>
public sealed class BrakeOptions
{
    /// <summary>How long planned closings, unassignments and losses are counted together.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The share of live links that may be concerned.</summary>
    public double Share { get; set; } = 0.2;

    /// <summary>So many may always be.</summary>
    public int AtLeast { get; set; } = 25;
}

/// <summary>The times of a connection.</summary>
public sealed class TimingOptions
{
    /// <summary>How long one call may take.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How late a call may take effect after it was given up.</summary>
    public TimeSpan LateApply { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a worker has a link; more than CallTimeout and LateApply together.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long Microsoft's own sync is waited for.</summary>
    public TimeSpan NativeGrace { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Three changes to and fro within this time hold a field.</summary>
    public TimeSpan FlipWindow { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often all open incidents are compared.</summary>
    public TimeSpan SweepOpen { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the recently closed ones are.</summary>
    public TimeSpan SweepClosed { get; set; } = TimeSpan.FromDays(1);
}
