using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>The rows of the table above <see cref="LinkTransitions"/>.</summary>
public sealed class LinkTransitionsTests
{
    private static readonly FieldWrite Severe = Told.Severe(Portal.Defender);
    private static readonly FieldWrite Titled = Told.Titled(Portal.Defender);

    /// <summary>Sentinel was edited to High; a PATCH of Defender is announced.</summary>
    private static readonly Link Edited = Told.With(Told.Change(Portal.Defender, Severe))
        .Observe(Told.Show(Portal.Sentinel, 10, Told.Severe(Portal.Sentinel)));

    [Fact]
    public void A_link_is_handed_back_without_its_unsent_changes_and_rests_longer_each_time_it_is_contested()
    {
        var comment = new Intent.Comment(Portal.Sentinel, "name", "text", [new CommentId("c1")], Sent: false) { Key = "2" };
        var link = Edited with { Intents = [.. Edited.Intents, comment] };
        LinkTransitions.HandBack(link, Told.Rules, "moved").Commit.ShouldSatisfyAllConditions(
            commit => commit.Link.Intents.ShouldBe([comment]), commit => commit.Link.Attempts.ShouldBe(0),
            commit => commit.Next.ShouldBe(new NextStep.Replan(TimeSpan.Zero)));
        var first = LinkTransitions.HandBack(link, Told.Rules, "moved", contested: true).Commit;
        (first.Link.Attempts, first.Link.LastError, first.Next).ShouldBe((1, "contested: moved", new NextStep.Replan(TimeSpan.Zero)));
        var third = LinkTransitions.HandBack(link with { Attempts = 2 }, Told.Rules, "moved", contested: true).Commit;
        (third.Link.Attempts, third.Next).ShouldBe((3, new NextStep.Replan(TimeSpan.FromSeconds(4))));
    }

    [Fact]
    public void A_comment_that_stands_there_is_carried_and_told()
    {
        var comment = new Intent.Comment(Portal.Sentinel, "name", "text", [new CommentId("c1")], Sent: false) { Key = "1" };
        var link = Told.With(comment) with { Comments = [new KnownComment(Portal.Defender, new CommentId("c1"), CommentRole.Waiting)] };
        var posted = new Comment(new CommentId("name"), "analyst", Pair.Start, "text");
        var step = LinkTransitions.Posted(link, comment, posted, Told.Rules);
        step.Commit.Link.Comments.Single(known => known.Home == Portal.Defender).Role.ShouldBe(CommentRole.Carried);
        (step.Commit.Link.Intents.IsEmpty, step.Commit.Journal.Single().Reason).ShouldBe((true, "comment posted"));
    }

    [Fact]
    public void A_404_is_confirmed_before_anything_follows_from_it() =>
        LinkTransitions.Missing(Edited, Portal.Defender, Told.Rules).Commit.Link.ShouldSatisfyAllConditions(
            link => link.Missing.ShouldBe(MissingIncident.Met(Portal.Defender)), link => link.Intents.ShouldBeEmpty());

    [Fact]
    public void A_comment_of_a_merged_incident_is_planned_again_for_where_the_work_went_on()
    {
        var comment = new Intent.Comment(Portal.Defender, "", "text", [new CommentId("c1")], Sent: true) { Key = "1" };
        var link = Told.With(comment) with { MergedInto = new MergeTarget(new IncidentId("43")) };
        var commit = LinkTransitions.Retarget(link, comment, Told.Rules).Commit;
        (commit.Link.Intents.IsEmpty, commit.Link.MergedInto, commit.Link.Attempts).ShouldBe((true, null, 1));
    }

    [Fact]
    public void A_call_that_waits_for_its_turn_is_told_from_one_that_failed()
    {
        var turn = new Failure.RetryLater(TimeSpan.FromSeconds(5), "the quota is used up") { IsTurn = true };
        LinkTransitions.Rest(Edited, turn, Told.Rules).WaitsForTurn.ShouldBeTrue();
        LinkTransitions.Rest(Edited, turn with { IsTurn = false }, Told.Rules).WaitsForTurn.ShouldBeFalse();
        LinkTransitions.Failed(Edited, Edited.Intents[0], new Failure.Denied("HTTP 403", "Forbidden", ""), Told.Terms)
            .Commit.Link.Obstacle.ShouldBe(new Obstacle(ObstacleKind.Denied, "Forbidden"));
    }

    [Fact]
    public void Nothing_to_send_leaves_the_link_as_it_is() =>
        LinkTransitions.Done(Edited, Told.Rules).Commit.ShouldSatisfyAllConditions(
            commit => commit.Link.ShouldBeSameAs(Edited), commit => commit.Next.ShouldBe(NextStep.Left));
}
