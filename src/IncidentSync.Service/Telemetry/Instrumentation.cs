using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Telemetry;

/// <summary>Instruments a connection's portals.</summary>
internal static class Instrumentation
{
    public static SyncConnection Instrumented(this SyncConnection connection, Instruments instruments, Violations violations) =>
        connection with
    {
        Defender = new InstrumentedPortal(connection.Defender, connection, instruments, violations),
        Sentinel = new InstrumentedPortal(connection.Sentinel, connection, instruments, violations),
    };
}
