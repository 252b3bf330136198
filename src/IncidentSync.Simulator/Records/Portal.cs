namespace IncidentSync.Simulator.Records;

/// <summary>Which of the simulated servers: the two portals, their token issuer, the workspaces' intake of rows, and the place that stands
/// for "some other host".</summary>
internal enum Portal
{
    Defender,
    Sentinel,
    Entra,
    Ingestion,
    Elsewhere,
}
