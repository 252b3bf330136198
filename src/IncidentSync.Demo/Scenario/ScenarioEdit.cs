using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Scenario;

/// <summary>One edit that the fixed scenario will make: where, of what, on which incident.</summary>
/// <param name="Wave">Between 1 and the last.</param>
internal sealed record ScenarioEdit(int Wave, Portal Portal, string Field, string DefenderId);
