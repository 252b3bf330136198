namespace IncidentSync.Service.State.LocalServer;

/// <summary>
/// The private server could not be started or reached. The message is for the operator: what was wrong, where, what to do. The process
/// prints it and ends with exit code 3.
/// </summary>
internal sealed class LocalPostgresException(string message, Exception? inner = null) : Exception(message, inner);
