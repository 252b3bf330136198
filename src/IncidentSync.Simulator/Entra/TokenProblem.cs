namespace IncidentSync.Simulator.Entra;

/// <summary>Why a bearer token is not believed.</summary>
internal enum TokenProblem
{
    None,
    Missing,
    Malformed,
    BadSignature,
    Expired,
    UnknownTenant,
}
