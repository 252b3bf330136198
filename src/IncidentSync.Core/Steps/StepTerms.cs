using IncidentSync.Core.Links;

namespace IncidentSync.Core.Steps;

/// <summary>The terms that decide what follows from an answer.</summary>
/// <param name="Rules">The rules the link is under.</param>
/// <param name="Late">How late a portal may be.</param>
public sealed record StepTerms(SyncRules Rules, Lateness Late);
