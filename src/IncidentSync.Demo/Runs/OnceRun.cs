using System.Collections.Immutable;
using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Outcomes;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Demo.Convergence.Propagation;
using IncidentSync.Demo.Processes;
using IncidentSync.Demo.Scenario;
using IncidentSync.Demo.Staging;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Runs;

/// <summary>
/// <c>demo --once</c>: the fixed scenario to convergence, then the service twice more, on its own database and on an empty one, where it
/// must write nothing until somebody edits again.
/// </summary>
internal sealed class OnceRun(DemoStage stage, int seed, DemoConsole console)
{
    private const int QuietPollsOfEach = 4;
    private const int MostFindings = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenWaves = TimeSpan.FromSeconds(4);

    private readonly List<string> _faults = [];
    private readonly AlertRun _alerts = new(stage, console);
    private long _forgotten;

    private World World => stage.World;

    /// <returns>What was not as it must be, in words; empty when everything was.</returns>
    public async Task<ImmutableArray<string>> RunAsync(CancellationToken cancel)
    {
        var scenario = FixedScenario.Seed(World, seed);
        console.Say($"Defender has {World.Defender().Incidents().Count} incidents of the last days, "
            + $"Sentinel {World.Sentinel().Incidents().Count} of its own.");
        foreach (var native in World.Natives)
        {
            console.Say($"{native.Sentinel.Workspace.Name} is another customer's: Microsoft's own sync serves it and has made "
                + $"{native.Sentinel.Incidents().Count} incidents there.");
        }

        await stage.StartServiceAsync("first", cancel);
        console.Say("The service runs. It starts with an empty database and gives every other incident of Defender a twin in Sentinel.");
        await MustConvergeAsync("after the first start", cancel);
        await using (_alerts)
        {
            await WorkAndJudgeAsync(scenario, cancel);
        }

        if (_faults.Count == 0)
        {
            await ForgetAsync(cancel);
        }

        JudgeSilence();
        return [.. _faults];
    }

    private async Task WorkAndJudgeAsync(FixedScenario scenario, CancellationToken cancel)
    {
        await _alerts.StartAsync(cancel);
        _faults.AddRange(await _alerts.JudgeAsync("after the first start", cancel));
        var before = World.Edits.Last;
        var conflicts = (await WorkAsync(scenario, cancel)).Conflicts;
        await JudgeAsync(conflicts, before, cancel);
        _faults.AddRange(await _alerts.JudgeTrialAsync(cancel));
        await stage.KeepHealthAsync(cancel);
        if (_faults.Count == 0)
        {
            await RestartAsync(cancel);
            _faults.AddRange(await _alerts.JudgeAsync("after the restart", cancel));
        }
    }

    private void JudgeSilence()
    {
        var (lines, found) = Silence.Listen(World, _alerts.Secrets, stage.LeftBehind);
        if (lines == 0)
        {
            _faults.Add("The service left no log.");
        }

        if (found.IsEmpty)
        {
            console.Say($"No title, text, comment, person, secret or token stands in the {lines} lines that the service left behind.");
        }

        _faults.AddRange(found.Take(MostFindings));
    }

    private async Task JudgeAsync(IEnumerable<TrueConflict> conflicts, long before, CancellationToken cancel)
    {
        var report = await Wait.UntilSameAsync(stage, Patience, cancel);
        var decided = conflicts.Select(conflict => ConflictOutcome.Of(World, conflict)).ToImmutableArray();
        var listed = await Listing.OfAsync(stage, report, cancel);
        var outcomes = OutcomeList.Of(World, report, before);
        var all = outcomes.SelectMany(outcome => listed.TryGetValue(outcome.What, out var too) ? [outcome, too] : new[] { outcome })
            .ToImmutableArray();
        if (report.Holds)
        {
            Say(report);
        }
        else
        {
            _faults.Add(
                $"The portals do not hold the same after the edits, and {Patience.TotalSeconds:0} s are over:{Differences(report)}");
        }

        _faults.AddRange(decided.Where(outcome => !outcome.IsAsExpected).Select(outcome => $"Conflict decided wrongly: {outcome.Words}"));
        _faults.AddRange(all.Where(outcome => outcome.Seen == 0).Select(outcome => $"It did not happen: {outcome.What.Trim()}"));

        // The differences are reported already.
        _faults.AddRange((report.Holds ? all : [.. listed.Values]).SelectMany(outcome => outcome.Wrong));
        console.Plain();
        console.Plain(OnceTable.Of(Activity.Of(World), Activity.Of(World, before), report, decided, all));
        console.Plain();
    }

    private async Task<ScenarioReport> WorkAsync(FixedScenario scenario, CancellationToken cancel)
    {
        console.Say($"Persons, playbooks and the portals themselves now change both sides, in {FixedScenario.Waves} waves.");
        var report = await scenario.EditsAsync(async (wave, stop) =>
        {
            await Task.Delay(wave == 1 ? TimeSpan.Zero : BetweenWaves, stop);
            _alerts.BeforeWave(wave);
        }, cancel);
        stage.MustRun();
        console.Say($"{report.Edits.Values.Sum()} edits are made. {report.Conflicts.Count} fields were changed on both portals at once.");
        return report;
    }

    private async Task RestartAsync(CancellationToken cancel)
    {
        await stage.StopServiceAsync();
        var before = CallTally.Of(World);
        await stage.StartServiceAsync("first", cancel);
        await MustWriteNothingAsync("restarted", before, [], cancel);
    }

    private async Task ForgetAsync(CancellationToken cancel)
    {
        await stage.StopServiceAsync();
        var before = CallTally.Of(World);
        var deleted = ConvergenceCheck.Of(World).Findings.OfType<Finding.TwinDeleted>().Select(found => found.DefenderId).ToList();
        _forgotten = World.Edits.Last;
        await stage.StartServiceAsync("empty", cancel);
        await MustWriteNothingAsync("started on an empty database", before, deleted, cancel);

        // Wrote nothing because all is well, or because it does nothing? An edit on each portal tells.
        before = CallTally.Of(World);
        var (first, second) = OneMoreEdit();
        await MustConvergeAsync("after one more edit on each portal", cancel);
        var written = CallTally.Of(World) - before;
        console.Say($"One more edit on each portal (incidents {first} and {second}), and one of what has a duplicate, took "
            + $"{written.SentinelWrites} write to Sentinel and {written.DefenderWrites} to Defender.");
        if (written.DefenderWrites == 0 || written.SentinelWrites == 0)
        {
            _faults.Add("On the empty database the service carried no edit: it had not adopted the pairs.");
        }

        await stage.StopServiceAsync();
    }

    private (string First, string Second) OneMoreEdit()
    {
        var pairs = Pairing.Pairs(World).Where(pair => pair.Defender is { Status: "active", AssignedTo: null }).Take(2).ToList();
        var persons = World.Defender().Tenant.Persons.Select(person => Actor.Person(person.UserPrincipalName)).ToList();
        World.Defender().Edit(pairs[0].Defender.Id, persons[0],
            incident => incident with { AssignedTo = persons[0].Name, Status = "inProgress" });
        World.Sentinel().Edit(pairs[1].Sentinel.Name, persons[1],
            incident => incident with { Title = $"{incident.Title} (seen)", Status = "Active" });
        foreach (var twice in ConvergenceCheck.Of(World, _forgotten).Findings.OfType<Finding.DuplicateLeftAlone>())
        {
            World.Defender()
                .Edit(twice.DefenderId, persons[0], incident => incident with { DisplayName = $"{incident.DisplayName} (seen)" });
        }

        return (pairs[0].Defender.Id, pairs[1].Defender.Id);
    }

    private async Task MustConvergeAsync(string when, CancellationToken cancel)
    {
        var report = await Wait.UntilSameAsync(stage, Patience, cancel, _forgotten);
        if (!report.Holds)
        {
            throw new DemoStopped(
                $"The portals do not hold the same {when}, and {Patience.TotalSeconds:0} s are over:{Differences(report)}");
        }

        Say(report);
    }

    private static string Differences(ConvergenceReport report)
    {
        var more = report.Divergences.Length > MostFindings ? $"\n  and {report.Divergences.Length - MostFindings} more" : "";
        return string.Concat(report.Divergences.Take(MostFindings).Select(found => $"\n  {found.Words}")) + more;
    }

    private void Say(ConvergenceReport report) => console.Say(
        $"The portals hold the same: {report.Pairs} pairs, {report.ComparedFields} fields compared"
        + (report.Held.IsEmpty ? "." : $", {report.Held.Length} held by design."));

    /// <param name="how">What was done to the service.</param>
    /// <param name="before">The calls until then.</param>
    /// <param name="deleted">Incidents whose twin was deleted, of which the service cannot know any more: they get a new one.</param>
    /// <param name="cancel">Ends the wait.</param>
    private async Task MustWriteNothingAsync(string how, CallTally before, IReadOnlyCollection<string> deleted, CancellationToken cancel)
    {
        var polls = QuietPollsOfEach * World.Sentinels.Count;
        if (!await Wait.ForPollsAsync(stage, polls, Patience, cancel))
        {
            throw new DemoStopped($"The service, {how}, did not poll both portals {polls} times within {Patience.TotalSeconds:0} s.");
        }

        var report = await Wait.UntilSameAsync(stage, Patience, cancel, _forgotten);
        var since = CallTally.Of(World) - before;
        var made = Pairing.Pairs(World).Where(pair => deleted.Contains(pair.Defender.Id)).ToList();
        var expected = made.Sum(pair => 1 + pair.Sentinel.Comments.Count);
        var wrote = since.Writes == 0 ? "nothing" : $"{since.DefenderWrites} times to Defender, {since.SentinelWrites} times to Sentinel";
        if (since.DefenderWrites == 0 && since.SentinelWrites == expected && expected > 0)
        {
            wrote = $"{made.Count} new twins, since it cannot know that theirs had been deleted, and nothing else";
        }

        console.Say($"The service, {how}, polled {since.Polls} times and wrote {wrote}.");
        if (since.DefenderWrites > 0 || since.SentinelWrites != expected)
        {
            _faults.Add($"The service, {how}, wrote {wrote}, though nobody had edited.");
        }

        if (!report.Holds)
        {
            _faults.Add($"The portals do not hold the same any more after the service was {how}:{Differences(report)}");
        }
    }
}
