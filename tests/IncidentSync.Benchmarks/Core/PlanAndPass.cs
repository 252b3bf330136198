using BenchmarkDotNet.Attributes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Benchmarks.Core;

/// <summary>
/// The decision alone, and the whole pass around it: claim, load, decide, commit. A pass is the service's own, over a PostgreSQL that the
/// service starts; no portal is asked.
/// </summary>
public class PlanAndPass
{
    /// <summary>Both portals hold what they held when they last agreed.</summary>
    public const string NoOp = "no-op";

    /// <summary>Every field was edited since: some on one portal, some on both.</summary>
    public const string EveryField = "every field";

    /// <summary>One comment is new. Comments have a pass of their own, after the fields are written.</summary>
    public const string Comment = "a comment";

    /// <summary>All of them, in the order of the table.</summary>
    public static readonly string[] Categories = [NoOp, EveryField, Comment];

    private const int Links = 64;

    private Workplace _workplace = null!;
    private Link _link = null!;

    // BenchmarkDotNet waits for no setup and no cleanup in this process (dotnet/BenchmarkDotNet issue 1738), so these wait themselves.
    [GlobalSetup(Targets = [nameof(Plan_nothing), nameof(Pass_nothing)])]
    public void Agree() => StartAsync(_ => Task.CompletedTask).GetAwaiter().GetResult();

    [GlobalSetup(Targets = [nameof(Plan_every_field), nameof(Pass_every_field)])]
    public void Edit() => StartAsync(workplace => workplace.EditAsync()).GetAwaiter().GetResult();

    [GlobalSetup(Targets = [nameof(Plan_comment), nameof(Pass_comment)])]
    public void Say() => StartAsync(workplace => workplace.CommentAsync()).GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Stop() => _workplace.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark]
    [BenchmarkCategory(NoOp)]
    public object Plan_nothing() => PlanFields();

    [Benchmark]
    [BenchmarkCategory(EveryField)]
    public object Plan_every_field() => PlanFields();

    [Benchmark]
    [BenchmarkCategory(Comment)]
    public object Plan_comment() => (PlanFields(), CommentPlanner.Plan(
        new CommentCase(_link.Id, _link.Comments, _link.Defender!.Comments, Sentinel: null), Sample.Rules.Comments));

    [IterationSetup(Targets = [nameof(Pass_nothing), nameof(Pass_every_field), nameof(Pass_comment)])]
    public void Redo() => _workplace.MakeDirtyAgain();

    [Benchmark(OperationsPerInvoke = Links)]
    [BenchmarkCategory(NoOp)]
    public Task Pass_nothing() => _workplace.PassAsync();

    [Benchmark(OperationsPerInvoke = Links)]
    [BenchmarkCategory(EveryField)]
    public Task Pass_every_field() => _workplace.PassAsync();

    [Benchmark(OperationsPerInvoke = Links)]
    [BenchmarkCategory(Comment)]
    public Task Pass_comment() => _workplace.PassAsync();

    [IterationCleanup(Target = nameof(Pass_nothing))]
    public void NothingIsAnnounced() => _workplace.ShouldHaveIntents(0);

    // One for each portal, with all its fields.
    [IterationCleanup(Target = nameof(Pass_every_field))]
    public void EveryFieldIsAnnounced() => _workplace.ShouldHaveIntents(2 * Links);

    [IterationCleanup(Target = nameof(Pass_comment))]
    public void TheCommentIsAnnounced() => _workplace.ShouldHaveIntents(Links);

    private async Task StartAsync(Func<Workplace, Task> happen)
    {
        _workplace = await Workplace.StartAsync(Links);
        await happen(_workplace);
        _link = await _workplace.LoadAsync();
    }

    private SyncPlan PlanFields() => Planner.Plan(_link, Sample.Rules, Stamp.EndOfTime);
}
