namespace IncidentSync.Service.State.LocalServer;

/// <summary>What only the service that stops the server has.</summary>
internal sealed record OwnedServer(ServerProcess Process, OwnerLock Lock);
