using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>The end of an incident's redirects.</summary>
/// <param name="End">The incident that was not merged any further; null when there is no end within
/// <see cref="RedirectChain.MostHops"/>.</param>
public sealed record MergeTarget(IncidentId? End);
