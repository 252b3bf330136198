using IncidentSync.Core.Links;

namespace IncidentSync.Core.Steps;

/// <summary>The terms under which a connection stores a plan.</summary>
/// <param name="RulesVersion">The rules the plan was made under.</param>
/// <param name="Writes">The connection carries plans out; otherwise it observes and journals what it would write.</param>
/// <param name="Brake">The limits of its brake.</param>
public sealed record PlanTerms(string RulesVersion, bool Writes, BrakeLimits Brake);
