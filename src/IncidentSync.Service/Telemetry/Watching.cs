namespace IncidentSync.Service.Telemetry;

/// <summary>Puts a connection's portals under watch.</summary>
internal static class Watching
{
    public static SyncConnection Watched(this SyncConnection connection, Instruments instruments, Violations violations) => connection with
    {
        Defender = new WatchedPortal(connection.Defender, connection, instruments, violations),
        Sentinel = new WatchedPortal(connection.Sentinel, connection, instruments, violations),
    };
}
