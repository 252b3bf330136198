using IncidentSync.Core.Links;

namespace IncidentSync.Core.Steps;

/// <summary>What decides what a connection makes of a plan.</summary>
/// <param name="RulesVersion">The rules the plan was made under.</param>
/// <param name="Writes">It carries plans out; one that does not observes: it journals what it would write.</param>
/// <param name="Brake">When its writes stop by themselves.</param>
public sealed record PlanTerms(string RulesVersion, bool Writes, BrakeLimits Brake);
