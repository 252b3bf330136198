using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>Times under which a fault is over in seconds.</summary>
internal static class Timing
{
    public static Settings Short(Settings settings) => settings
        .With("Connections:0:Timing:CallTimeout=00:00:04; Connections:0:Timing:LateApply=00:00:00.500; Connections:0:Timing:Lease=00:00:06")
        .With("Connections:0:Defender:Overlap=00:00:01; Connections:0:Sentinel:Overlap=00:00:01");
}
