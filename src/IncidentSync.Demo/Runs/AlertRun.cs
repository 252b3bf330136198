using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Alerts;
using IncidentSync.Demo.Siem;
using IncidentSync.Demo.Staging;

namespace IncidentSync.Demo.Runs;

/// <summary>What <c>demo --once</c> does with alerts: a SIEM pulls, ingestion fails, the service is killed, and nothing may be
/// lost.</summary>
internal sealed class AlertRun(DemoStage stage, DemoConsole console) : IAsyncDisposable
{
    private const int MostFindings = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly StreamTrial _trial = new(stage);
    private Robot? _robot;

    /// <summary>What lets the SIEM in.</summary>
    public ImmutableArray<string> Secrets { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancel)
    {
        _robot = await Robot.StartAsync(stage, Interval, cancel);
        Secrets = [.. _robot.Secrets];
        console.Say("A SIEM was enabled (siem enable, siem token), and pulls detections every second.");
    }

    public void BeforeWave(int wave) => _trial.BeforeWave(wave);

    /// <summary>Waits until every alert is where it belongs.</summary>
    /// <param name="when">After what.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What is lost, stands where it must not, or came twice, in words.</returns>
    public async Task<ImmutableArray<string>> JudgeAsync(string when, CancellationToken cancel)
    {
        var report = AlertReport.Empty;
        await Wait.ForAsync(stage, Patience, cancel, () => (report = AlertCheck.Of(stage.World)).Holds);
        console.Say($"Alerts {when}: {report.InDefender} in Defender, {report.InTables} in the table ({report.Rows} rows), "
            + $"{report.Pulled} detections pulled, wrong {report.Wrong.Length}.");
        var more = report.Wrong.Length > MostFindings ? [$"and {report.Wrong.Length - MostFindings} more"] : Array.Empty<string>();
        return [.. report.Wrong.Take(MostFindings), .. more, .. _robot?.Trouble.Length > 0 ? [$"The SIEM: {_robot.Trouble}"] : more[..0]];
    }

    /// <summary>The same after the scenario, whose trials must have happened.</summary>
    public async Task<ImmutableArray<string>> JudgeTrialAsync(CancellationToken cancel)
    {
        var found = await JudgeAsync($"after a kill of the service and {_trial.Refused} refused calls of ingestion", cancel);
        return _trial.Refused > 0 ? found : [.. found, "Ingestion refused no call, though it was told to."];
    }

    public async ValueTask DisposeAsync()
    {
        if (_robot is not null)
        {
            await _robot.DisposeAsync();
        }
    }
}
