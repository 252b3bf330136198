using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>What a link becomes after a portal answered.</summary>
public sealed class LinkTransitionsTests
{
    private static readonly FieldWrite Severe = Told.Severe(Portal.Defender);
    private static readonly FieldWrite Titled = Told.Titled(Portal.Defender);

    /// <summary>Sentinel was edited to High; a PATCH of Defender is announced.</summary>
    private static readonly Link Edited = Told.With(Told.Change(Portal.Defender, Severe))
        .Observe(Told.Show(Portal.Sentinel, 10, Told.Severe(Portal.Sentinel)));

    [Fact]
    public void A_write_that_the_answer_shows_moves_both_bases_and_is_done_with()
    {
        var step = Apply(Edited, Told.Show(Portal.Defender, 20, Severe));
        (step.Commit.Link.Intents.IsEmpty, step.Commit.Next, step.Said).ShouldBe((true, NextStep.Left, "Defender applied 1 fields"));
        step.Commit.Link.Bases[AllFields.Severity]!.ShouldSatisfyAllConditions(
            held => held.Defender.ShouldBe(Told.High), held => held.Sentinel.ShouldBe(Told.High));
        step.Kinds().ShouldBe([JournalKind.Answer]);
    }

    [Fact]
    public void A_write_that_the_answer_does_not_show_is_looked_for_and_no_base_moves()
    {
        var step = Apply(Edited, Told.Show(Portal.Defender, 20));
        var left = step.Commit.Link.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Change>();
        (left.Sent, left.AnsweredAs, left.Rest).ShouldBe((true, Told.Show(Portal.Defender, 20).Stamp, TimeSpan.FromSeconds(3)));
        step.Commit.Link.Bases[AllFields.Severity]!.Defender.ShouldBe(Told.Medium);
        step.Said.ShouldEndWith("and its answer does not show 1");
    }

    [Fact]
    public void What_the_portals_took_lately_is_remembered_for_as_long_as_the_window_and_forty_values_at_most()
    {
        var long_ago = new RecentWrite(Titled, Pair.Start);
        var within = new RecentWrite(Titled, new Stamp(Pair.Start.Ticks + TimeSpan.FromMinutes(5).Ticks));
        var link = Edited with { Recent = [long_ago, within] };
        var at = Told.Rules.FlipWindow.TotalSeconds + 60;
        Apply(link, Told.Show(Portal.Defender, at, Severe)).Commit.Link.Recent.Select(recent => recent.Write).ShouldBe([Titled, Severe]);
        var many = Edited with { Recent = [.. Enumerable.Repeat(within, 60)] };
        Apply(many, Told.Show(Portal.Defender, 400, Severe)).Commit.Link.Recent.Length.ShouldBe(40);
    }

    [Fact]
    public void A_link_that_failed_before_is_well_again_and_an_operators_decision_is_carried_out()
    {
        var decided = new Resolution(Portal.Sentinel, Told.Medium, Told.High);
        var link = Edited with { Attempts = 3, LastError = "HTTP 503", Resolutions = Edited.Resolutions.Add(AllFields.Severity, decided) };
        var after = Apply(link, Told.Show(Portal.Defender, 20, Severe)).Commit.Link;
        (after.Attempts, after.LastError, after.Resolutions.IsEmpty).ShouldBe((0, "", true));
    }

    [Fact]
    public void The_worker_goes_on_while_something_is_announced()
    {
        var comment = new Intent.Comment(Portal.Defender, "", "text", [], Sent: false) { Key = "2" };
        var link = Edited with { Intents = [.. Edited.Intents, comment] };
        Apply(link, Told.Show(Portal.Defender, 20, Severe)).Commit.Next.ShouldBe(new NextStep.Continue(AlsoDirty: false));
    }

    [Fact]
    public void An_incident_that_was_made_again_by_a_PUT_is_told()
    {
        var change = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel));
        var answer = Told.Show(Portal.Sentinel, 20, Told.Severe(Portal.Sentinel));
        var made = answer with { CreatedAt = answer.Stamp };
        LinkTransitions.Applied(Told.With(change), change, made, Told.Show(Portal.Sentinel, 0), Told.Rules).Kinds()
            .ShouldBe([JournalKind.Answer, JournalKind.Lifecycle]);
    }

    [Fact]
    public void A_PUT_that_was_taken_tells_that_no_other_of_the_same_etag_ever_will_be()
    {
        var lost = Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel)) with { Key = "0", Sent = true };
        var older = lost with { Key = "9", Version = "another etag" };
        var change = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel));
        var step = LinkTransitions.Applied(
            Told.With(lost, older, change), change, Told.Show(Portal.Sentinel, 20, Told.Severe(Portal.Sentinel)),
            Told.Show(Portal.Sentinel, 0), Told.Rules);
        step.Commit.Link.Intents.ShouldHaveSingleItem().Key.ShouldBe("9");
    }

    [Fact]
    public void A_field_that_is_shown_now_takes_the_place_of_what_was_taken_before_and_not_shown()
    {
        var lost = Told.Change(Portal.Defender, Severe, Titled) with { Key = "0", Sent = true };
        var link = Edited with { Intents = [lost, .. Edited.Intents] };
        Apply(link, Told.Show(Portal.Defender, 20, Severe)).Commit.Link.Intents.ShouldHaveSingleItem().Writes.ShouldBe([Titled]);
    }

    [Fact]
    public void A_twin_begins_with_what_it_was_made_of_and_what_was_invented_has_still_to_be_carried()
    {
        var unmade = Told.With() with { Sentinel = null, Bases = Bases.None };
        var severity = new FieldWrite(Portal.Sentinel, AllFields.Severity, Told.Medium) { Of = Told.Medium };
        var invented = new FieldWrite(Portal.Sentinel, AllFields.Title, Told.Title) { Of = Reading.Unseen };
        var refused = new FieldWrite(Portal.Sentinel, AllFields.Description, new Seen<string>("never shown")) { Of = Told.Title };
        var create = new Intent.Create([severity, invented, refused], [], Sent: false) { Key = "1" };
        var answer = Told.Show(Portal.Sentinel, 20, invented);
        var after = LinkTransitions.Applied(unmade with { Intents = [create] }, create, answer, null, Told.Rules).Commit.Link;
        after.Bases[AllFields.Severity]!.Defender.ShouldBe(Told.Medium);
        after.Bases[AllFields.Title]!.Defender.ShouldBe(Reading.Unseen);
        after.Unwritable.ShouldHaveSingleItem().ShouldBe(new UnwritableValue(refused, HoldReason.NotAccepted));
    }

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
    public void Somebody_moved_what_is_written_or_the_status_or_the_verdict_or_where_the_incident_stands()
    {
        var change = Told.Change(Portal.Defender, Severe);
        bool Moved(Snapshot now, Link? link = null) => LinkTransitions.MovedOn(link ?? Told.With(change), now, change);
        Moved(Told.Show(Portal.Defender, 9)).ShouldBeFalse();
        Moved(Told.Show(Portal.Defender, 9, Titled)).ShouldBeFalse();
        Moved(Told.Show(Portal.Defender, 9, Severe)).ShouldBeTrue();
        Moved(Told.Show(Portal.Defender, 9, new FieldWrite(Portal.Defender, AllFields.Status, new Seen<Status>(Status.Closed))))
            .ShouldBeTrue();
        Moved(Told.Show(Portal.Defender, 9) with { RedirectedTo = new IncidentId("43") }).ShouldBeTrue();
        Moved(Told.Show(Portal.Defender, 0), Told.With() with { Defender = null }).ShouldBeTrue();
    }

    [Fact]
    public void A_newer_version_over_an_earlier_call_that_was_never_seen_is_planned_again()
    {
        var change = Told.Change(Portal.Defender, Severe);
        var memory = new Intent.Unanswered(Severe) { Key = "2", Over = Pair.Start };
        LinkTransitions.MovedOn(Told.With(change, memory), Told.Show(Portal.Defender, 9), change).ShouldBeTrue();
        LinkTransitions.MovedOn(Told.With(change, memory), Told.Show(Portal.Defender, 0), change).ShouldBeFalse();
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
    public void Announced_changes_are_outdated_when_an_answer_changed_what_a_plan_would_ask_for()
    {
        var titled = Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel)) with { Key = "2" };
        var link = Edited with { Intents = [titled] };
        var same = link.Observe(Told.Show(Portal.Defender, 30, Severe, Titled));
        LinkTransitions.IsOutdated(link, link, Told.Rules).ShouldBeFalse();
        LinkTransitions.IsOutdated(link, same, Told.Rules).ShouldBeFalse();
        LinkTransitions.IsOutdated(link, link.Observe(Told.Show(Portal.Defender, 30, Severe)), Told.Rules).ShouldBeTrue();
    }

    [Fact]
    public void What_a_portal_showed_while_it_was_written_is_news_when_it_asks_for_a_plan()
    {
        var quiet = Told.With();
        LinkTransitions.HasNews(quiet, quiet, Told.Rules).ShouldBeFalse();
        LinkTransitions.HasNews(quiet, quiet.Observe(Told.Show(Portal.Defender, 30)), Told.Rules).ShouldBeFalse();
        var edited = quiet.Observe(Told.Show(Portal.Defender, 30, Severe));
        LinkTransitions.HasNews(quiet, edited, Told.Rules).ShouldBeTrue();
        LinkTransitions.HasNews(quiet, edited with { Intents = [Told.Change(Portal.Sentinel, Severe)] }, Told.Rules).ShouldBeFalse();
    }

    [Fact]
    public void What_was_announced_is_outdated_too_when_a_write_is_in_doubt_that_was_not()
    {
        var titled = Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel)) with { Key = "2" };
        var link = Told.With(titled).Observe(Told.Show(Portal.Defender, 30, Severe));
        var doubtful = Told.Change(Portal.Defender, Severe) with { Sent = true };
        var after = link with { Intents = [doubtful, titled] };
        LinkTransitions.IsOutdated(link, after, Told.Rules).ShouldBeTrue();
        LinkTransitions.IsOutdated(after, after, Told.Rules).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_to_send_leaves_the_link_as_it_is() =>
        LinkTransitions.Done(Edited, Told.Rules).Commit.ShouldSatisfyAllConditions(
            commit => commit.Link.ShouldBeSameAs(Edited), commit => commit.Next.ShouldBe(NextStep.Left));

    private static IntentResult Apply(Link link, Snapshot answer) => LinkTransitions.Applied(
        link, link.Intents.OfType<Intent.Change>().Single(change => !change.Sent), answer, Told.Show(Portal.Defender, 0), Told.Rules);
}
