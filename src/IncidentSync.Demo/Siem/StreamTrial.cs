using IncidentSync.Demo.Scenario;
using IncidentSync.Demo.Staging;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Siem;

/// <summary>What the stream and the SIEM have to survive while people work: ingestion refuses every call for most of the waves, and in the
/// middle of that the service is killed.</summary>
internal sealed class StreamTrial(DemoStage stage)
{
    private const int FirstRefused = 2;
    private const int Killed = 4;

    private ArmedFault? _refusal;

    /// <summary>Calls that ingestion refused.</summary>
    public long Refused =>
        stage.World.Calls.Total(Portal.Ingestion, Operations.LogsIngest, status: StatusCodes.Status503ServiceUnavailable);

    public void BeforeWave(int wave)
    {
        switch (wave)
        {
            case FirstRefused:
                _refusal = stage.World.Faults.Arm(new Fault(Portal.Ingestion, FaultKind.Status) { Count = null });
                break;
            case Killed:
                stage.Service.Kill();
                break;
            case FixedScenario.Waves when _refusal is { } refusal:
                stage.World.Faults.Disarm(refusal.Id);
                break;
        }
    }
}
