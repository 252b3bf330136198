using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>What a field's decision may use besides its own case: the rules, and the decisions before it.</summary>
/// <param name="Rules">The connection's rules.</param>
/// <param name="Defender">Defender's incident now.</param>
/// <param name="Sentinel">Sentinel's incident now.</param>
/// <param name="Decided">The decisions of the fields before this one in <see cref="AllFields.All"/>.</param>
public sealed record PlanContext(FieldRules Rules, Incident Defender, Incident Sentinel, ImmutableArray<FieldDecision> Decided)
{
    /// <summary>What a portal will hold in a field once the decisions so far are carried out.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="field">A field that is decided already.</param>
    /// <returns>The value about to be written there, else what the portal shows.</returns>
    public Reading After(Portal portal, Field field) =>
        Decided.SelectMany(decision => decision.Writes).LastOrDefault(write => write.Portal == portal && write.Field == field)?.Value
        ?? (portal == Portal.Defender ? Defender : Sentinel)[field];
}
