using System.Diagnostics;
using IncidentSync.Demo.Convergence;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using Xunit.Sdk;
using Pair = IncidentSync.Service.Tests.Stories.Pair;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>People at work on several incidents in both portals at once, and what must have come of it.</summary>
internal sealed class Wave
{
    // Sentinel has room for 100 comments of an incident, and from 90 on what comes from Defender shares one.
    private const int MostTurns = 40;

    private readonly TestEnvironment _environment;
    private readonly Stopwatch _lasted = Stopwatch.StartNew();
    private Pair[] _pairs;
    private int _turn;
    private int _before;

    private Wave(TestEnvironment environment, Pair[] pairs) => (_environment, _pairs) = (environment, pairs);

    public IReadOnlyList<Pair> Pairs => _pairs;

    /// <summary>So many incidents with their twins, in step.</summary>
    public static async Task<Wave> OfAsync(TestEnvironment environment, int incidents) =>
        new(environment, await PairsAsync(environment, incidents));

    /// <summary>Keeps for the log of the run what was broken, and over how much of it both portals came out the same.</summary>
    public void Tell(string broken)
    {
        var report = ConvergenceCheck.Of(_environment.World);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{broken}: {_before + _turn} waves over {_pairs.Length} incidents, {4 * (_before + _turn) * _pairs.Length} comments, "
            + $"{report.ComparedFields} fields compared, "
            + $"{report.Divergences.Length} different, {_lasted.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>One edit and one comment in each portal for every incident.</summary>
    public void Edit()
    {
        _turn++;
        foreach (var pair in _pairs)
        {
            pair.EditInDefender(incident => incident with { DisplayName = $"title {_turn}" });
            pair.EditInSentinel(incident => incident with { Description = $"description {_turn}" });
            _environment.Defender.Comment(pair.DefenderId, Actor.Person("alice@contoso.com"), $"said in Defender, {_turn}");
            _environment.Sentinel.Comment(pair.SentinelName, Actor.Person("bob@contoso.com"), $"said in Sentinel, {_turn}");
        }
    }

    /// <summary>Everything that was edited has arrived.</summary>
    public async Task TravelAsync()
    {
        try
        {
            await Wait.UntilAsync(() => _pairs.All(HasTravelled), () => ConvergenceCheck.Of(_environment.World).Print(10));
        }
        catch (FailException failed)
        {
            var late = _pairs.First(pair => !HasTravelled(pair));
            var journal = string.Join('\n', (await late.JournalAsync()).TakeLast(30));
            Assert.Fail(
                $"{failed.Message}\nWave {_turn}, {Comments(late)} comments\n{late.InDefender}\n{late.InSentinel}\n{journal}\n"
                + string.Join('\n', _environment.Logs.Lines.TakeLast(20)));
        }
    }

    /// <summary>The next edits come when these have arrived, or have been under way for a while. When much was said on these incidents they
    /// come on others, and these have travelled.</summary>
    public async Task GoOnAsync()
    {
        for (var looks = 0; looks < 100 && !_pairs.All(HasTravelled); looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }

        if (_turn < MostTurns)
        {
            return;
        }

        await ShouldHaveTravelledAsync();
        (_before, _turn, _pairs) = (_before + _turn, 0, await PairsAsync(_environment, _pairs.Length));
        Edit();
    }

    /// <summary>Both portals hold the same, and every comment is once on each.</summary>
    public async Task ShouldHaveTravelledAsync()
    {
        await TravelAsync();
        await _environment.SettleAsync();
        foreach (var pair in _pairs)
        {
            Comments(pair).ShouldBe((2 * _turn, (2 * _turn) + 1), $"{pair.InDefender}\n{pair.InSentinel}");
        }

        ConvergenceCheck.Of(_environment.World).Holds.ShouldBeTrue(ConvergenceCheck.Of(_environment.World).Print(10));
        await ShouldBeAccountedForAsync();
    }

    private static async Task<Pair[]> PairsAsync(TestEnvironment environment, int incidents)
    {
        var pairs = Enumerable.Range(0, incidents).Select(_ => new Pair(environment, environment.Defender.Create().Id)).ToArray();
        await Wait.UntilAsync(() => pairs.All(pair => pair.HasTwin), () => "Not every incident has a twin.");
        await environment.SettleAsync();
        return pairs;
    }

    // What the service wrote it announced in the journal first, and it wrote no value and no comment twice.
    private async Task ShouldBeAccountedForAsync()
    {
        foreach (var pair in _pairs)
        {
            var written = _environment.World.Edits.Of(Side.Defender, pair.DefenderId)
                .Concat(_environment.World.Edits.Of(Side.Sentinel, pair.SentinelName))
                .Where(edit => edit.Actor.Kind == ActorKind.App && edit.Field is "title" or "comment").ToList();
            written.Select(edit => (edit.Portal, edit.Field, edit.New)).ShouldBeUnique();
            var announced = (await pair.JournalAsync()).Where(row => row.Now is not null).Select(row => row.Now!.ToString()).ToList();
            written.Where(edit => edit.Field == "title").ShouldAllBe(edit => announced.Any(value => value!.Contains(edit.New!)));
        }
    }

    private bool HasTravelled(Pair pair) =>
        pair.InSentinel.Title == $"title {_turn}"
        && pair.InDefender.Description == $"description {_turn}"
        && Comments(pair) is var (defender, sentinel) && defender >= 2 * _turn && sentinel > 2 * _turn;

    // In Sentinel the first one is ours.
    private static (int Defender, int Sentinel) Comments(Pair pair) => (pair.InDefender.Comments.Count, pair.InSentinel.Comments.Count);
}
