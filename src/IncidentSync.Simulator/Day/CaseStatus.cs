namespace IncidentSync.Simulator.Day;

/// <summary>Where an incident stands, for an analyst who works in both portals.</summary>
internal enum CaseStatus
{
    New,
    Active,
    Closed,
}
