namespace IncidentSync.Demo.Scenario;

/// <summary>One field of one pair, set in both portals at once to values that differ. Values are in each portal's own words.</summary>
/// <param name="Field">status, severity or owner.</param>
internal sealed record TrueConflict(string Field, string DefenderId, string SentinelName, string DefenderValue, string SentinelValue);
