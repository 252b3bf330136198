namespace IncidentSync.Demo.Desks;

/// <summary>Where an incident stands, for an analyst who works in both portals.</summary>
internal enum CaseStatus
{
    New,
    Active,
    Closed,
}
