using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>The rows of the table above <see cref="Intents"/>, and the names of what a connection would write.</summary>
public sealed class IntentsTests
{
    private static readonly CommentPlan NoComments = new([], []);
    private static readonly Intent.Comment Waiting = new(Portal.Sentinel, "c", "text", [new CommentId("c1")], Sent: false) { Key = "1" };
    private static readonly Intent.Comment Own = new(Portal.Sentinel, "engine", "made", [], Sent: false) { Key = "1" };

    [Fact]
    public void Writes_are_announced_a_portal_at_a_time_over_what_stood_there_and_comments_after_them()
    {
        var write = new SyncAction.Write([Told.Severe(Portal.Sentinel), Told.Titled(Portal.Defender)], ["label"]);
        var intents = Intents.After(Told.With(Waiting), write, NoComments, Pair.Start);
        intents.Select(intent => intent.Portal).ShouldBe([Portal.Defender, Portal.Sentinel, Portal.Sentinel]);
        var (patch, put) = ((Intent.Change)intents[0], (Intent.Change)intents[1]);
        (patch.Labels.IsEmpty, put.Labels.Single(), put.Fields.Single().Over, put.Over).ShouldBe((true, "label", Told.Medium, Pair.Start));
        intents[2].ShouldBe(Waiting);
        intents.ShouldAllBe(intent => !intent.Sent);
    }

    [Fact]
    public void A_twin_is_announced_with_the_engines_comment_which_is_not_announced_twice()
    {
        var create = new SyncAction.CreateTwin([Told.Severe(Portal.Sentinel)], ["label"], "made");
        var link = Told.With() with { Sentinel = null };
        var intents = Intents.After(link, create, NoComments, Pair.Start);
        (intents.Length, ((Intent.Create)intents[0]).At, ((Intent.Comment)intents[1]).Sources.IsEmpty).ShouldBe((2, Pair.Start, true));
        intents.ShouldAllBe(intent => !intent.Sent);
        Intents.After(link with { Intents = [intents[1]] }, create, NoComments, Pair.Start).Length.ShouldBe(2);
    }

    [Fact]
    public void What_may_have_been_sent_stays_in_front()
    {
        var sent = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel)) with { Sent = true };
        var unsent = Told.Change(Portal.Defender, Told.Titled(Portal.Defender)) with { Key = "2" };
        Intents.After(Told.With(sent, unsent), new SyncAction.Nothing(), NoComments, Pair.Start).ShouldBe([sent]);
    }

    [Fact]
    public void A_comment_is_replaced_when_its_source_is_planned_again_and_stays_when_it_may_have_been_sent()
    {
        var post = new PlannedComment(Portal.Sentinel, [new CommentId("c1")], "other", "new text");
        After(Waiting, new([], [post])).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            comment => comment.Name.ShouldBe("other"), comment => comment.Sent.ShouldBeFalse());
        After(Waiting, new([], [post with { Sources = [new CommentId("c2")] }])).Count().ShouldBe(2);
        After(Waiting, new([], [post with { Target = Portal.Defender }])).Count().ShouldBe(2);
        After(Waiting with { Sent = true }, new([], [post])).Select(comment => comment.Name).ShouldBe(["c", "other"]);
        After(Own, new([], [post])).Select(comment => comment.Name).ShouldBe(["engine", "other"]);
        After(Waiting with { Sent = true }, new([], [post with { Name = "c" }])).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_comment_that_carries_one_of_the_sources_that_are_planned_again_together_is_replaced()
    {
        var digest = new PlannedComment(Portal.Sentinel, [new CommentId("c1"), new CommentId("c2")], "digest", "both");
        After(Waiting, new([], [digest])).ShouldHaveSingleItem().Name.ShouldBe("digest");
    }

    [Fact]
    public void A_comment_is_announced_for_the_incident_that_it_was_planned_for()
    {
        var post = new PlannedComment(Portal.Defender, [new CommentId("s1")], "", "text") { Incident = new IncidentId("43") };
        After(Own, new([], [post])).Last().Incident.ShouldBe(post.Incident);
    }

    [Fact]
    public void A_change_is_announced_under_the_etag_that_it_was_planned_from()
    {
        var link = Told.With() with { Sentinel = Told.Show(Portal.Sentinel, 0) };
        var write = new SyncAction.Write([Told.Severe(Portal.Sentinel)], []);
        Intents.After(link, write, NoComments, Pair.Start).OfType<Intent.Change>().Single().Version.ShouldBe("etag");
    }

    [Fact]
    public void Only_what_may_have_been_sent_and_still_has_a_place_stays_whatever_is_planned()
    {
        var merged = Told.With().Defender! with { RedirectedTo = new IncidentId("43") };
        Intents.StayingComments(Told.With(Waiting)).ShouldBeEmpty();
        Intents.StayingComments(Told.With(Waiting with { Sent = true })).Count().ShouldBe(1);
        Intents.StayingComments(Told.With(Waiting with { Sent = true }) with { Defender = merged, Sentinel = null }).ShouldBeEmpty();
    }

    [Fact]
    public void Comments_of_persons_go_while_comments_are_held_and_what_may_have_been_sent_stays()
    {
        var held = NoComments with { IsHeld = true };
        After(Waiting, held).ShouldBeEmpty();
        After(Waiting with { Sent = true }, held).Count().ShouldBe(1);
        After(Own, held).Count().ShouldBe(1);
    }

    [Fact]
    public void A_comment_goes_when_its_incident_was_merged_or_never_made()
    {
        var merged = Told.With() with { Defender = Told.With().Defender! with { RedirectedTo = new IncidentId("43") } };
        After(Waiting with { Portal = Portal.Defender }, NoComments, merged).ShouldBeEmpty();
        After(Waiting with { Portal = Portal.Defender, Incident = new IncidentId("43") }, NoComments, merged).Count().ShouldBe(1);
        After(Waiting with { Sent = true }, NoComments, merged with { Sentinel = null }).ShouldBeEmpty();
        After(Waiting, NoComments, merged).Count().ShouldBe(1);
    }

    [Fact]
    public void The_same_writes_have_the_same_name_and_no_writes_have_none()
    {
        var plan = Pair.Synced().Plan();
        var write = plan with { Action = new SyncAction.Write([Told.Severe(Portal.Sentinel)], []) };
        var post = new PlannedComment(Portal.Sentinel, [new CommentId("c1")], "c", "text");
        Divergence.NameOf(plan, []).ShouldBe("");
        Divergence.NameOf(write, []).ShouldBe(Divergence.NameOf(write, []));
        new[]
        {
            Divergence.NameOf(write, []), Divergence.NameOf(write, [post]), Divergence.NameOf(plan, [post]),
            Divergence.NameOf(plan with { Action = new SyncAction.CreateTwin([Told.Titled(Portal.Sentinel)], [], "") }, []),
            Divergence.NameOf(plan with { Action = new SyncAction.Write([Told.Severe(Portal.Defender)], []) }, []),
        }.ShouldBeUnique();
    }

    private static IEnumerable<Intent.Comment> After(Intent.Comment waiting, CommentPlan comments, Link? link = null) =>
        Intents.After((link ?? Told.With()) with { Intents = [waiting] }, new SyncAction.Nothing(), comments, Pair.Start)
            .Cast<Intent.Comment>();
}
