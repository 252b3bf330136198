using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Alerts;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Demo.Convergence.Propagation;
using IncidentSync.Demo.Day;
using IncidentSync.Demo.Scenario;
using IncidentSync.Demo.Siem;
using IncidentSync.Demo.Staging;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Runs;

/// <summary><c>demo</c>: until Ctrl+C a day in a SOC goes on in the portals, which begin with the incidents of the last days.</summary>
internal sealed class WatchRun(DemoStage stage, int seed, DemoConsole console)
{
    // Of each tenant. At the demo's speed one every eleven seconds, many of them in waves.
    private const double WatchableIncidentsPerDay = 400;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        FixedScenario.Seed(stage.World, seed);
        await stage.StartServiceAsync("database", cancel);
        console.Plain();
        console.Plain($"  Defender   {stage.Portals.Authority}portal/defender");
        console.Plain($"  Sentinel   {stage.Portals.Authority}portal/sentinel");
        foreach (var native in stage.World.Natives)
        {
            console.Plain(
                $"             {stage.Portals.Authority}portal/sentinel?scope={native.Sentinel.Workspace.Name}   (served by Microsoft's "
                + "own sync, which the service watches)");
        }

        console.Plain($"  Tables     {stage.Portals.Authority}portal/tables   (the alerts that are streamed)");
        console.Plain($"  SIEM       {stage.Portals.Authority}portal/tables?scope=A%20SIEM   (the detections that a robot pulls)");
        console.Plain($"             {stage.Service.Address}api/alerts   (a token of your own: "
            + $"incidentsync siem token --client {RobotAccess.Name} --config {stage.ConfigurationPath})");
        console.Plain($"  Service    {stage.Service.Health}");
        console.Plain($"  Control    {stage.Portals.Authority}control");
        console.Plain($"  Log        {stage.LogPath}");
        console.Plain($"  Processes  {stage.Processes}");
        console.Plain();
        console.Plain("Open both portals (the certificate is the simulator's own), change an incident in one and watch the other.");
        console.Plain("Ctrl+C ends.");
        console.Plain();
        await using var robot = await Robot.StartAsync(stage, Interval, cancel);
        var before = stage.World.Edits.Last;
        stage.Day.Start(new DayOptions { IncidentsPerDay = WatchableIncidentsPerDay });
        while (true)
        {
            await Task.Delay(Interval, cancel);
            stage.MustRun();
            console.Say(Status(before) + (robot.Trouble.Length > 0 ? $" | the SIEM: {robot.Trouble}" : ""));
        }
    }

    private string Status(long before)
    {
        var (report, alerts) = (ConvergenceCheck.Of(stage.World), AlertCheck.Of(stage.World));
        var travel = PropagationSummary.Of(PropagationTrace.Of(stage.World, before)).Select(direction =>
            $"to {(direction.From == Portal.Defender ? Portal.Sentinel : Portal.Defender)} {Times(direction.Edits)}");
        var deleted = report.Findings.Count(finding => finding is Finding.TwinDeleted);
        var native = Pairing.Pairs(stage.World).Where(pair => Pairing.IsNative(pair.Sentinel)).Select(pair => pair.Defender.Id).ToHashSet();
        var waiting = report.Divergences.Select(finding => finding.DefenderId).ToHashSet();
        return $"{report.Pairs} pairs, {report.Merged} merged, {deleted} deleted | "
            + $"on their way {waiting.Except(native).Count()}, with Microsoft {waiting.Intersect(native).Count()} | "
            + $"{alerts.InTables} of {alerts.InDefender} alerts in the table, {alerts.Pulled} detections pulled | "
            + string.Join(" | ", travel);
    }

    private static string Times(TravelTimes times) =>
        times is { P50: { } half, P95: { } most }
            ? FormattableString.Invariant($"{times.Count} edits, p50 {half.TotalSeconds:0.0} s, p95 {most.TotalSeconds:0.0} s")
            : "no edit yet";
}
