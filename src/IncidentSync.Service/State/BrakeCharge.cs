using System.Collections.Immutable;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Service.State;

/// <summary>What a commit adds to the count of its connection's brake. The brake may go on in that very transaction.</summary>
/// <param name="Limits">The connection's limits.</param>
/// <param name="Acts">The drastic acts that were planned or met.</param>
/// <param name="PortalIsEmpty">A portal lists no incident at all.</param>
internal sealed record BrakeCharge(BrakeLimits Limits, ImmutableArray<DrasticAct> Acts, bool PortalIsEmpty = false);
