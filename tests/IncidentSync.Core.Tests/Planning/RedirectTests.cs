using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>The rows of the table above <see cref="Redirect"/>, in its order, and the chain it follows.</summary>
public sealed class RedirectTests
{
    private static readonly IncidentId Target = new("17");

    [Fact]
    public void A_redirect_is_followed_to_its_end_first() =>
        Print.Of(Plan(Pair.Synced(), target: null).Action).ShouldBe("follow 17");

    [Fact]
    public void Redirects_without_an_end_hold_the_link() =>
        Plan(Pair.Synced(), new MergeTarget(null))
            .ShouldSatisfyAllConditions(
                plan => plan.LinkHold.ShouldBe(HoldReason.RedirectCircle), plan => Print.Of(plan.Action).ShouldBe("nothing"));

    [Fact]
    public void The_closing_comment_names_the_end_of_a_chain() =>
        Print.Of(Plan(Pair.Synced(), new MergeTarget(new IncidentId("3"))).Action)
            .ShouldBe("Sentinel.status := Closed; Sentinel.verdict := Undetermined/Merged into Defender incident 3 [Redirected]");

    [Fact]
    public void A_closed_incident_whose_comments_wait_is_not_merged_yet() =>
        Plan(Pair.Synced(Status.Closed), new MergeTarget(Target), commentsWait: true)
            .ShouldSatisfyAllConditions(plan => plan.State.ShouldBe(LinkState.Live), plan => Print.Of(plan.Action).ShouldBe("nothing"));

    [Theory]
    [InlineData("hold")]
    [InlineData("off")]
    public void Comments_that_are_never_carried_are_not_waited_for(string policy) =>
        Plan(Pair.Synced(Status.Closed), new MergeTarget(Target), commentsWait: true, policy).State.ShouldBe(LinkState.Merged);

    [Fact]
    public void A_closing_that_follows_a_merge_does_not_count_for_the_brake() =>
        SafetyBrake.ActsOf(Redirected(Pair.Synced()).Link(), Plan(Pair.Synced(), new MergeTarget(Target))).ShouldBeEmpty();

    [Fact]
    public void A_chain_ends_at_the_incident_that_was_not_merged_further() =>
        Follow("2", "3", null).Target.ShouldBe(new MergeTarget(new IncidentId("3")));

    [Theory]
    [InlineData("2", "1")]
    [InlineData("2", "2")]
    [InlineData("2", "3", "2")]
    public void A_circle_has_no_end(params string?[] hops) => Follow(hops).Target.ShouldBe(new MergeTarget(null));

    [Fact]
    public void Five_hops_are_followed_and_no_more()
    {
        Follow("2", "3", "4", "5", "6", null).Target.ShouldBe(new MergeTarget(new IncidentId("6")));
        Follow("2", "3", "4", "5", "6", "7").Target.ShouldBe(new MergeTarget(null));
    }

    [Fact]
    public void A_chain_that_has_ended_goes_no_further() =>
        Follow("2", null).Then(new IncidentId("3")).Target.ShouldBe(new MergeTarget(new IncidentId("2")));

    // The incident 1 was redirected to the first; every further answer says where that one was redirected to.
    private static RedirectChain Follow(params string?[] hops) => hops.Skip(1).Aggregate(
        RedirectChain.From(new IncidentId("1"), new IncidentId(hops[0]!)), (chain, hop) =>
            chain.Then(hop is null ? null : new IncidentId(hop)));

    private static SyncPlan Plan(Pair pair, MergeTarget? target, bool commentsWait = false, string comments = "append") => Planner.Plan(
        Redirected(pair).Link() with { MergedInto = target, CommentHold = commentsWait ? HoldReason.TooManyComments : null },
        SyncRules.Default with
        {
            Comments = CommentRules.Default with { Policy = CommentPlanner.Policies.Single(policy => policy.Name == comments) },
        },
        Stamp.EndOfTime);

    private static Pair Redirected(Pair pair) => pair with { Defender = pair[Defender] with { RedirectedTo = Target } };
}
