using IncidentSync.Connectors;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>How a connection fares.</summary>
/// <param name="Name">The name in the configuration.</param>
/// <param name="Mode">sync, observe or paused, as the configuration says.</param>
/// <param name="Native">Microsoft's own sync serves it; null until the workspace has answered, and nothing is written before. As the
/// replica that answers knows.</param>
/// <param name="Pause">Who has paused it over this API; null while nobody has. It holds whatever the mode is.</param>
/// <param name="Brake">Why its writes have stopped by themselves; null while they have not. It is on until somebody releases it.</param>
/// <param name="Links">How many links there are.</param>
/// <param name="Dirty">Links that changed since they were last planned.</param>
/// <param name="Due">Links that a stage could take now.</param>
/// <param name="OpenIntents">Writes that are announced and not settled.</param>
/// <param name="Sweep">What the last full comparison said.</param>
/// <param name="LagSeconds">How long the link that is due longest has been; 0 when none is, null while the connection is paused.</param>
/// <param name="Defender">Defender's side.</param>
/// <param name="Sentinel">Sentinel's side.</param>
internal sealed record ConnectionView(
    string Name,
    ConnectionMode Mode,
    bool? Native,
    PauseView? Pause,
    BrakeView? Brake,
    LinkCounts Links,
    long Dirty,
    long Due,
    long OpenIntents,
    SweepView Sweep,
    double? LagSeconds,
    PortalView Defender,
    PortalView Sentinel);

/// <summary>Links by state, and of them those that need somebody.</summary>
/// <param name="Live">Both incidents exist, or the twin is about to.</param>
/// <param name="Unpaired">Sentinel incidents without a Defender incident.</param>
/// <param name="Merged">Defender merged the incident into another.</param>
/// <param name="Deleted">The Sentinel incident was deleted.</param>
/// <param name="Held">Links of any state with a held field.</param>
/// <param name="Quarantined">Links of any state that keep failing.</param>
/// <param name="Divergent">Links of a connection that only observes, of which something would be written.</param>
internal sealed record LinkCounts(long Live, long Unpaired, long Merged, long Deleted, long Held, long Quarantined, long Divergent);

/// <summary>A brake that is on.</summary>
/// <param name="Reason">What was counted against what.</param>
/// <param name="Since">Since when.</param>
internal sealed record BrakeView(string Reason, DateTimeOffset Since);

/// <summary>Full comparisons: both portals are listed and held against the links.</summary>
/// <param name="VerifiedAt">All that is open was compared then; null while it never was.</param>
/// <param name="ClosedVerifiedAt">So was what was closed within Backfill.</param>
/// <param name="Divergent">Pairs that differed without a reason. They are planned again.</param>
internal sealed record SweepView(DateTimeOffset? VerifiedAt, DateTimeOffset? ClosedVerifiedAt, long Divergent);

/// <summary>A past that is still being read, behind what changes now.</summary>
/// <param name="Read">Incidents so far.</param>
/// <param name="PerSecond">Of them, in a second.</param>
/// <param name="SecondsLeft">What it will take yet if the rest is as dense; null while nothing can be told.</param>
internal sealed record BackfillView(int Read, double PerSecond, double? SecondsLeft);

/// <summary>One portal of a connection.</summary>
/// <param name="State">starting, ok, failing or paused; of the replica that answers.</param>
/// <param name="Cursor">The portal's stamp up to which every change is stored, but for the backfill's; null before the first page.</param>
/// <param name="LastSuccess">When the replica that answers was last up to date; null when it never was.</param>
/// <param name="Error">What is wrong; empty when nothing is.</param>
/// <param name="Backfill">How far the past is read; null when all of it is.</param>
/// <param name="Reading">Null while it is read; else why not, as the replica that answers knows.</param>
/// <param name="Writing">Null while it may be written; else why not, as the replica that answers knows.</param>
/// <param name="Budgets">What is left of its limits, for all that share them.</param>
internal sealed record PortalView(
    string State,
    DateTimeOffset? Cursor,
    DateTimeOffset? LastSuccess,
    string Error,
    BackfillView? Backfill,
    CircuitView? Reading,
    CircuitView? Writing,
    IReadOnlyList<BudgetView> Budgets);

/// <summary>Calls that are not made because several failed in a row.</summary>
/// <param name="Reason">What the last one met.</param>
/// <param name="Since">Since when.</param>
/// <param name="ProbeAt">When one is made to see whether it works again.</param>
internal sealed record CircuitView(string Reason, DateTimeOffset Since, DateTimeOffset ProbeAt);

/// <summary>What is left of a limit.</summary>
/// <param name="Meter">What is counted.</param>
/// <param name="Calls">So many calls are allowed; 0 when they are not counted.</param>
/// <param name="PerSeconds">In any such time.</param>
/// <param name="Left">So many are left now.</param>
/// <param name="BlockedUntil">The portal asked for a pause until then; null when it did not.</param>
internal sealed record BudgetView(QuotaKind Meter, int Calls, double PerSeconds, int Left, DateTimeOffset? BlockedUntil);

/// <summary>A pause.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in the caller's words.</param>
/// <param name="Since">Since when.</param>
internal sealed record PauseView(Caller By, string Reason, DateTimeOffset Since);
