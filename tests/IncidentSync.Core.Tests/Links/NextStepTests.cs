using IncidentSync.Core.Links;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What a store is told by each of the steps that follow a commit.</summary>
public sealed class NextStepTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Every combination that a stage leaves behind.</summary>
    public static TheoryData<NextStep, string> Combinations => new()
    {
        { new NextStep.Done(), "planned" },
        { NextStep.Left, "" },
        { new NextStep.Continue(AlsoDirty: false), "keeps lease" },
        { new NextStep.Continue(AlsoDirty: true), "dirty, keeps lease" },
        { new NextStep.Replan(TimeSpan.Zero), "dirty" },
        { new NextStep.Replan(Minute), "dirty, rests 1 min, wakes on news" },
        { new NextStep.Replan(Minute, WakesOnNews: false), "dirty, rests 1 min" },
        { new NextStep.RestFor(Minute, WakesOnNews: true), "rests 1 min, wakes on news" },
        { new NextStep.RestFor(Minute, WakesOnNews: false), "rests 1 min" },
    };

    [Theory]
    [MemberData(nameof(Combinations), DisableDiscoveryEnumeration = true)]
    public void A_step_says_one_thing(NextStep step, string said) => Said(step).ShouldBe(said);

    [Theory]
    [MemberData(nameof(Combinations), DisableDiscoveryEnumeration = true)]
    public void A_link_that_is_also_planned_again_rests_and_is_kept_as_it_was(NextStep step, string said)
    {
        var (rest, keeps) = (step.Rest, step.KeepsLease);
        step.AndReplan().ShouldSatisfyAllConditions(
            then => then.MarksDirty.ShouldBeTrue(said), then => then.Rest.ShouldBe(rest), then => then.KeepsLease.ShouldBe(keeps),
            then => then.EndsOnNews.ShouldBe(step.EndsOnNews));
    }

    [Theory]
    [MemberData(nameof(Combinations), DisableDiscoveryEnumeration = true)]
    public void A_worker_that_stops_keeps_no_lease_and_forgets_no_plan(NextStep step, string said)
    {
        step.Released().KeepsLease.ShouldBeFalse(said);
        step.Released().MarksDirty.ShouldBe(step.MarksDirty);
    }

    private static string Said(NextStep step)
    {
        string?[] parts =
        [
            step is NextStep.Done ? "planned" : null,
            step.MarksDirty ? "dirty" : null,
            step.KeepsLease ? "keeps lease" : null,
            step.Rest > TimeSpan.Zero ? $"rests {step.Rest.TotalMinutes} min" : null,
            step.Rest > TimeSpan.Zero && step.EndsOnNews ? "wakes on news" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }
}
