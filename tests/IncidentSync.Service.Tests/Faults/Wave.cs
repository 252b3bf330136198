using System.Diagnostics;
using IncidentSync.Demo.Convergence;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Simulator.Records;
using Xunit.Sdk;
using Pair = IncidentSync.Service.Tests.Stories.Pair;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>People at work on several incidents in both portals at once, and what must have come of it.</summary>
internal sealed class Wave
{
    // Sentinel has room for 100 comments of an incident, and from 90 on what comes from Defender shares one.
    private const int MostTurns = 40;

    private readonly TestEnvironment environment;
    private readonly Stopwatch lasted = Stopwatch.StartNew();
    private Pair[] pairs;
    private int turn;
    private int before;

    private Wave(TestEnvironment environment, Pair[] pairs) => (this.environment, this.pairs) = (environment, pairs);

    public IReadOnlyList<Pair> Pairs => pairs;

    /// <summary>So many incidents with their twins, in step.</summary>
    public static async Task<Wave> OfAsync(TestEnvironment environment, int incidents) =>
        new(environment, await PairsAsync(environment, incidents));

    /// <summary>Keeps for the log of the run what was broken, and over how much of it both portals came out the same.</summary>
    public void Tell(string broken)
    {
        var report = ConvergenceCheck.Of(environment.World);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{broken}: {before + turn} waves over {pairs.Length} incidents, {4 * (before + turn) * pairs.Length} comments, "
            + $"{report.ComparedFields} fields compared, "
            + $"{report.Divergences.Length} different, {lasted.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>One edit and one comment in each portal for every incident.</summary>
    public void Edit()
    {
        turn++;
        foreach (var pair in pairs)
        {
            pair.EditInDefender(incident => incident with { DisplayName = $"title {turn}" });
            pair.EditInSentinel(incident => incident with { Description = $"description {turn}" });
            environment.Defender.Comment(pair.DefenderId, Actor.Person("alice@contoso.com"), $"said in Defender, {turn}");
            environment.Sentinel.Comment(pair.SentinelName, Actor.Person("bob@contoso.com"), $"said in Sentinel, {turn}");
        }
    }

    /// <summary>Everything that was edited has arrived.</summary>
    public async Task TravelAsync()
    {
        try
        {
            await Wait.UntilAsync(() => pairs.All(HasTravelled), () => ConvergenceCheck.Of(environment.World).Print(10));
        }
        catch (FailException failed)
        {
            var late = pairs.First(pair => !HasTravelled(pair));
            var journal = string.Join('\n', (await late.JournalAsync()).TakeLast(30));
            Assert.Fail(
                $"{failed.Message}\nWave {turn}, {Comments(late)} comments\n{late.InDefender}\n{late.InSentinel}\n{journal}\n"
                + string.Join('\n', environment.Logs.Lines.TakeLast(20)));
        }
    }

    /// <summary>The next edits come when these have arrived, or have been under way for a while. When much was said on these incidents they
    /// come on others, and these have travelled.</summary>
    public async Task GoOnAsync()
    {
        for (var looks = 0; looks < 100 && !pairs.All(HasTravelled); looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }

        if (turn < MostTurns)
        {
            return;
        }

        await ShouldHaveTravelledAsync();
        (before, turn, pairs) = (before + turn, 0, await PairsAsync(environment, pairs.Length));
        Edit();
    }

    /// <summary>Both portals hold the same, and every comment is once on each.</summary>
    public async Task ShouldHaveTravelledAsync()
    {
        await TravelAsync();
        await environment.SettleAsync();
        foreach (var pair in pairs)
        {
            Comments(pair).ShouldBe((2 * turn, (2 * turn) + 1), $"{pair.InDefender}\n{pair.InSentinel}");
        }

        ConvergenceCheck.Of(environment.World).Holds.ShouldBeTrue(ConvergenceCheck.Of(environment.World).Print(10));
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
        foreach (var pair in pairs)
        {
            var written = environment.World.Edits.Of(Side.Defender, pair.DefenderId)
                .Concat(environment.World.Edits.Of(Side.Sentinel, pair.SentinelName))
                .Where(edit => edit.Actor.Kind == ActorKind.App && edit.Field is "title" or "comment").ToList();
            written.Select(edit => (edit.Portal, edit.Field, edit.New)).ShouldBeUnique();
            var announced = (await pair.JournalAsync()).Where(row => row.Now is not null).Select(row => row.Now!.ToString()).ToList();
            written.Where(edit => edit.Field == "title").ShouldAllBe(edit => announced.Any(value => value!.Contains(edit.New!)));
        }
    }

    private bool HasTravelled(Pair pair) =>
        pair.InSentinel.Title == $"title {turn}"
        && pair.InDefender.Description == $"description {turn}"
        && Comments(pair) is var (defender, sentinel) && defender >= 2 * turn && sentinel > 2 * turn;

    // In Sentinel the first one is ours.
    private static (int Defender, int Sentinel) Comments(Pair pair) => (pair.InDefender.Comments.Count, pair.InSentinel.Comments.Count);
}
