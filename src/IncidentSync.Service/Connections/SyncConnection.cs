using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Connections;

/// <summary>What a connection does.</summary>
internal enum ConnectionMode
{
    /// <summary>Reads, decides and writes.</summary>
    Sync,

    /// <summary>Reads, decides and journals; writes nothing.</summary>
    Observe,

    /// <summary>Does nothing.</summary>
    Paused,
}

/// <summary>One Defender tenant and one Sentinel workspace, ready to be worked on.</summary>
/// <param name="Name">The name in configuration, logs and tables.</param>
/// <param name="Mode">What it does.</param>
/// <param name="Identity">From which the ids of its links are derived.</param>
/// <param name="Defender">Defender's side.</param>
/// <param name="Sentinel">Sentinel's side.</param>
/// <param name="Rules">How its conflicts are decided.</param>
/// <param name="Timing">Its times.</param>
internal sealed record SyncConnection(
    string Name,
    ConnectionMode Mode,
    LinkIdentity Identity,
    IIncidentPortal Defender,
    IIncidentPortal Sentinel,
    SyncRules Rules,
    ConnectionTiming Timing)
{
    /// <summary>What is known of Microsoft's own sync.</summary>
    public NativeState Native { get; init; } = new(NativeMode.Off);

    /// <summary>When its writes stop by themselves.</summary>
    public BrakeLimits Brake { get; init; } = BrakeLimits.Default;

    /// <summary>How much of one list is read.</summary>
    public ListLimits Lists { get; init; } = ListLimits.Default;

    /// <summary>The rules as they are now: configured, and under Microsoft's own sync where that is on.</summary>
    public SyncRules RulesNow => Native.IsOn ? Rules.Under(new NativeSync(Timing.NativeGrace)) : Rules;

    /// <summary>
    /// How far a feed looks back: as far as a change may become visible late, and in Sentinel as far as Microsoft's own sync may be late:
    /// what it makes can carry Defender's stamp.
    /// </summary>
    public TimeSpan LookBack(Portal portal) =>
        portal == Portal.Sentinel && Native.IsOn && Timing.NativeGrace > Timing.Late.SentinelOverlap
            ? Timing.NativeGrace
            : Timing.Late.Overlap(portal);

    /// <summary>The portal of that side.</summary>
    public IIncidentPortal this[Portal portal] => portal == Portal.Defender ? Defender : Sentinel;
}

/// <summary>The times of a connection.</summary>
/// <param name="Backfill">How far back the first start reads.</param>
/// <param name="Late">How late a portal may be.</param>
/// <param name="Lease">How long a link is in one worker's hands unless it is released.</param>
internal sealed record ConnectionTiming(TimeSpan Backfill, Lateness Late, TimeSpan Lease)
{
    /// <summary>How long Microsoft's own sync is waited for.</summary>
    public TimeSpan NativeGrace { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often all open incidents are compared.</summary>
    public TimeSpan SweepOpen { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often those that were closed lately are.</summary>
    public TimeSpan SweepClosed { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The terms of a claim.</summary>
    public LeaseTerms Terms => new(Lease, Late.Apply);
}
