using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Convergence.Propagation;

/// <summary>One edit of one field on <paramref name="From"/> and what became of it.</summary>
/// <param name="Field">A synced field, or <c>created</c> for a new incident.</param>
/// <param name="Took">Real time from the edit to the first moment the other portal held an equal value; only of a carried one.</param>
internal sealed record TracedEdit(Portal From, string DefenderId, string Field, Fate Fate, TimeSpan Took = default);
