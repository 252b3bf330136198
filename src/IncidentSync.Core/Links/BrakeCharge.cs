using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>What a commit adds to the count of its connection's brake. The brake may go on in the same transaction.</summary>
/// <param name="Limits">The connection's limits.</param>
/// <param name="Acts">The drastic acts that were planned or met.</param>
/// <param name="EmptyPortal">The portal that lists no incident at all; null when both list some, or this was not checked.</param>
public sealed record BrakeCharge(BrakeLimits Limits, ImmutableArray<DrasticAct> Acts, Portal? EmptyPortal = null);
