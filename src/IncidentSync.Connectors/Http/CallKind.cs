namespace IncidentSync.Connectors.Http;

/// <summary>Whether a call can leave something behind when its answer is lost.</summary>
internal enum CallKind
{
    Read,
    Write,
}
