namespace IncidentSync.Simulator.Entra;

/// <summary>Microsoft Sentinel's built-in roles; deleting an incident needs Contributor.</summary>
internal enum SentinelRole
{
    None,
    Reader,
    Responder,
    Contributor,
}
