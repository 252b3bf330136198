using System.Collections.Immutable;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>What a field's decision may look at beside its own case: the rules, and what was decided before it.</summary>
public sealed record PlanContext(SyncRules Rules, Snapshot Defender, Snapshot Sentinel, ImmutableArray<FieldDecision> Decided)
{
    /// <summary>What a portal will hold in a field once the decisions so far are carried out.</summary>
    public Reading After(Portal portal, Field field) =>
        Decided.SelectMany(decision => decision.Writes).LastOrDefault(write => write.Portal == portal && write.Field == field)?.Value
        ?? (portal == Portal.Defender ? Defender : Sentinel).Incident[field];
}
