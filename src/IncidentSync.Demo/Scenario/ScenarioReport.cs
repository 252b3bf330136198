using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Scenario;

/// <summary>What the fixed scenario did.</summary>
/// <param name="Seed">The same seed in a fresh world does the same.</param>
/// <param name="Incidents">Defender incidents that were made.</param>
/// <param name="Redirected">Of these, merged into others, at seeding or later.</param>
/// <param name="SentinelOnly">Incidents that only Sentinel knew, those deleted since among them.</param>
/// <param name="Edits">By portal and field: status (reopenings among them), owner, close, reopen, severity, title, description, tag,
/// untag, comment. Those of the true conflicts are counted too.</param>
/// <param name="Conflicts">Exactly three: status, severity, owner.</param>
internal sealed record ScenarioReport(
    int Seed,
    int Incidents,
    int Redirected,
    int SentinelOnly,
    IReadOnlyDictionary<(Portal Portal, string Field), int> Edits,
    IReadOnlyList<TrueConflict> Conflicts);
