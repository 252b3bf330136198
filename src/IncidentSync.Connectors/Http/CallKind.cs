namespace IncidentSync.Connectors.Http;

/// <summary>Whether a call may have had an effect when its answer is lost.</summary>
internal enum CallKind
{
    Read,
    Write,
}
