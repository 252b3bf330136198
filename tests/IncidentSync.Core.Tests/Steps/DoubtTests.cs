using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>The rows of the tables above <see cref="Doubt"/>.</summary>
public sealed class DoubtTests
{
    /// <summary>A PUT that was answered, by a version that does not show it, and looked for once.</summary>
    private static readonly Intent.Change Answered = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel)) with
    {
        Sent = true, Looked = true, AnsweredAs = Pair.Start, Version = "the etag before",
    };

    private static readonly Failure NoAnswer = new Failure.Unknown("the connection broke");

    [Theory]
    [InlineData(Portal.Defender, 1)]
    [InlineData(Portal.Sentinel, 0)]
    public void A_change_without_an_answer_is_looked_for_at_once_and_remembered_where_it_could_take_effect_late(
        Portal portal, int remembered)
    {
        var change = Told.Change(portal, Told.Severe(portal)) with { Looked = true, Rest = TimeSpan.FromMinutes(9) };
        var begun = Doubt.Begins(Told.With(change), change, NoAnswer, Told.Terms);
        var after = begun.Commit.Link;
        (begun.LooksAgain, begun.Commit.Next, after.Attempts).ShouldBe((true, NextStep.Left, 1));
        after.Intents.OfType<Intent.Change>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            sent => sent.Sent.ShouldBeTrue(), sent => sent.Looked.ShouldBeFalse(), sent => sent.IsDue.ShouldBeTrue());
        after.Intents.OfType<Intent.Unanswered>().Count().ShouldBe(remembered);
        after.Intents.OfType<Intent.Unanswered>()
            .ShouldAllBe(memory => memory.Rest == TimeSpan.FromMinutes(1) && memory.Over == Pair.Start);
    }

    [Fact]
    public void A_value_that_gets_no_answer_twice_is_remembered_once()
    {
        var change = Told.Change(Portal.Defender, Told.Severe(Portal.Defender));
        var once = Doubt.Begins(Told.With(change), change, NoAnswer, Told.Terms).Commit.Link;
        var twice = Doubt.Begins(once, change, NoAnswer, Told.Terms).Commit.Link;
        twice.Intents.OfType<Intent.Unanswered>().ShouldHaveSingleItem();
    }

    [Fact]
    public void What_else_was_announced_is_planned_again_for_it_was_planned_in_the_belief_that_this_is_written()
    {
        var change = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel));
        var other = Told.Change(Portal.Defender, Told.Titled(Portal.Defender)) with { Key = "2" };
        var begun = Doubt.Begins(Told.With(change, other), change, NoAnswer, Told.Terms);
        begun.Commit.Link.Intents.ShouldHaveSingleItem().Key.ShouldBe("1");
        begun.Commit.Link.Intents[0].Sent.ShouldBeTrue();
    }

    [Fact]
    public void A_twin_that_is_still_to_be_made_is_planned_again_too()
    {
        var comment = new Intent.Comment(Portal.Defender, "", "text", [], Sent: false) { Key = "1" };
        var twin = new Intent.Create([Told.Severe(Portal.Sentinel)], [], Sent: false) { Key = "2" };
        Doubt.Begins(Told.With(comment, twin), comment, NoAnswer, Told.Terms).Commit.Next
            .ShouldBe(new NextStep.Replan(TimeSpan.Zero));
    }

    [Fact]
    public void A_PUT_goes_again_only_under_the_etag_it_was_sent_under_and_only_when_nothing_newer_is_known()
    {
        var sent = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel)) with { Sent = true, Looked = true };
        var (link, stands) = (Told.With(sent), Told.Show(Portal.Sentinel, 0));
        Doubt.IsSentAgain(link, sent, stands).ShouldBeTrue();
        Doubt.IsSentAgain(link, sent with { Looked = false }, stands).ShouldBeFalse();
        Doubt.IsSentAgain(link, sent with { AnsweredAs = Pair.Start }, stands).ShouldBeFalse();
        Doubt.IsSentAgain(link, sent with { Version = "" }, stands with { Version = "" }).ShouldBeFalse();
        Doubt.IsSentAgain(link, sent, Told.Show(Portal.Sentinel, 5)).ShouldBeFalse();
        Doubt.IsSentAgain(link with { GoneVersion = "etag" }, sent, stands).ShouldBeFalse();
        Doubt.IsSentAgain(link, sent with { Portal = Portal.Defender }, stands).ShouldBeFalse();
        var newer = Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel)) with { Key = "2" };
        Doubt.IsSentAgain(Told.With(sent, newer), sent, stands).ShouldBeFalse();
    }

    [Fact]
    public void A_reopening_waits_for_a_verdict_that_is_on_its_way_to_Defender()
    {
        var open = new FieldWrite(Portal.Sentinel, AllFields.Status, new Seen<Status>(Status.Active));
        var sent = Told.Change(Portal.Sentinel, open) with { Sent = true, Looked = true };
        var verdict = new FieldWrite(Portal.Defender, AllFields.Verdict, new Seen<Verdict>(Verdict.None));
        var judging = Told.Change(Portal.Defender, verdict) with { Key = "2" };
        Doubt.IsSentAgain(Told.With(sent), sent, Told.Show(Portal.Sentinel, 0)).ShouldBeTrue();
        Doubt.IsSentAgain(Told.With(sent, judging), sent, Told.Show(Portal.Sentinel, 0)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Portal.Defender, false, 3)]
    [InlineData(Portal.Defender, true, 360)]
    [InlineData(Portal.Sentinel, true, 300)]
    public void What_the_first_look_does_not_show_is_looked_for_again_after_its_time(Portal portal, bool answered, int seconds)
    {
        var sent = Told.Change(portal, Told.Severe(portal)) with { Sent = true, AnsweredAs = answered ? Pair.Start : null };
        var step = Doubt.NotSeen(Told.With(sent), sent, Told.Show(portal, answered ? 5 : 0), Told.Terms);
        var waits = step.Commit.Link.Intents.ShouldHaveSingleItem();
        (waits.Looked, waits.Rest, step.Commit.Next).ShouldBe((true, TimeSpan.FromSeconds(seconds), NextStep.Left));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(3, 8)]
    public void A_change_whose_etag_still_stands_waits_with_the_links_back_off(int attempts, int seconds)
    {
        var sent = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel)) with { Sent = true };
        var step = Doubt.NotSeen(Told.With(sent) with { Attempts = attempts }, sent, Told.Show(Portal.Sentinel, 0), Told.Terms);
        step.Commit.Link.Intents.ShouldHaveSingleItem().Rest.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData(Portal.Sentinel, 5, false, true)]
    [InlineData(Portal.Defender, 5, true, true)]
    [InlineData(Portal.Defender, 0, true, false)]
    public void What_is_not_to_be_seen_is_planned_again_and_the_journal_says_when_nobody_can_know(
        Portal portal, int seconds, bool looked, bool isAmbiguous)
    {
        var sent = Told.Change(portal, Told.Severe(portal)) with { Sent = true, Looked = looked };
        var step = Doubt.NotSeen(Told.With(sent), sent, Told.Show(portal, seconds), Told.Terms);
        step.Commit.Next.ShouldBe(new NextStep.Replan(TimeSpan.Zero));
        (step.Commit.Link.Intents.IsEmpty, step.Commit.Link.Unwritable.IsEmpty, step.Commit.Link.Attempts).ShouldBe((true, true, 1));
        step.Kinds().ShouldBe(isAmbiguous ? [JournalKind.Ambiguous] : []);
    }

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(5, true, true)]
    public void A_value_that_was_answered_and_is_never_shown_is_not_accepted(int seconds, bool isHeld, bool isAmbiguous)
    {
        var step = Doubt.NotSeen(Told.With(Answered), Answered, Told.Show(Portal.Sentinel, seconds), Told.Terms);
        step.Commit.Link.Unwritable.Any(value => value.Reason == HoldReason.NotAccepted).ShouldBe(isHeld);
        step.Kinds().ShouldBe(isAmbiguous ? [JournalKind.Ambiguous] : []);
    }

    [Fact]
    public void A_value_that_was_answered_and_replaced_by_another_is_ambiguous_and_may_be_written_again()
    {
        var low = Told.Show(Portal.Sentinel, 5, new FieldWrite(Portal.Sentinel, AllFields.Severity, Told.Low));
        var step = Doubt.NotSeen(Told.With(Answered), Answered, low, Told.Terms);
        (step.Commit.Link.Unwritable.IsEmpty, step.Commit.Journal.Single().Was, step.Commit.Journal.Single().Now)
            .ShouldBe((true, Told.Low, Told.High));
    }

    [Fact]
    public void A_value_that_was_answered_is_ambiguous_when_one_field_of_the_call_was_changed_since()
    {
        var sent = Answered with { Fields = [Told.Severe(Portal.Sentinel), Told.Titled(Portal.Sentinel)] };
        var edited = Told.Show(Portal.Sentinel, 5, new FieldWrite(Portal.Sentinel, AllFields.Title, new Seen<string>("A person's")));
        var step = Doubt.NotSeen(Told.With(sent), sent, edited, Told.Terms);
        (step.Commit.Link.Unwritable.IsEmpty, step.Commit.Journal.Length).ShouldBe((true, 2));
    }

    [Fact]
    public void What_the_next_plan_does_not_tell_of_every_field_is_told_at_once()
    {
        var change = Told.Change(Portal.Defender, Told.Severe(Portal.Defender), Told.Titled(Portal.Defender));
        var sent = change with { Sent = true, Looked = true };
        var memories = sent.Fields.Select(write => new Intent.Unanswered(write) { Key = write.Field.Name }).ToArray();
        Doubt.NotSeen(Told.With([sent, .. memories]), sent, Told.Show(Portal.Defender, 5), Told.Terms).Kinds().ShouldBeEmpty();
        Doubt.NotSeen(Told.With(sent, memories[0]), sent, Told.Show(Portal.Defender, 5), Told.Terms).Kinds()
            .ShouldBe([JournalKind.Ambiguous, JournalKind.Ambiguous]);
    }

    [Fact]
    public void Of_a_call_of_several_fields_each_value_is_remembered_once()
    {
        var change = Told.Change(Portal.Defender, Told.Severe(Portal.Defender), Told.Titled(Portal.Defender));
        var memory = new Intent.Unanswered(Told.Severe(Portal.Defender)) { Key = "9" };
        var begun = Doubt.Begins(Told.With(change, memory), change, NoAnswer, Told.Terms);
        begun.Commit.Link.Intents.OfType<Intent.Unanswered>().Select(one => one.Write.Field)
            .ShouldBe([AllFields.Severity, AllFields.Title], ignoreOrder: true);
    }

    [Fact]
    public void A_PUT_that_was_sent_under_no_etag_does_not_go_again_whichever_is_gone()
    {
        var sent = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel)) with { Sent = true, Looked = true, Version = "" };
        Doubt.IsSentAgain(Told.With(sent) with { GoneVersion = "gone" }, sent, Told.Show(Portal.Sentinel, 0) with { Version = "" })
            .ShouldBeFalse();
    }

    [Fact]
    public void A_memory_is_past_when_the_call_can_take_effect_no_more_and_forgotten_when_that_must_have_shown()
    {
        var memory = new Intent.Unanswered(Told.Severe(Portal.Defender)) { Key = "1" };
        var past = Doubt.Passed(Told.With(memory), memory, Told.Terms);
        var kept = past.Commit.Link.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Unanswered>();
        (kept.IsPast, kept.Rest, past.Commit.Next).ShouldBe((true, TimeSpan.FromMinutes(6), new NextStep.Replan(TimeSpan.Zero)));
        var gone = Doubt.Passed(past.Commit.Link, kept, Told.Terms);
        (gone.Commit.Link.Intents.IsEmpty, gone.Commit.Next).ShouldBe((true, NextStep.Left));
    }

    [Fact]
    public void Fields_that_an_answer_does_not_show_are_looked_for_three_seconds_later()
    {
        var change = Told.Change(Portal.Defender, Told.Severe(Portal.Defender), Told.Titled(Portal.Defender)) with { Labels = ["label"] };
        var left = Doubt.Answered(change, [Told.Titled(Portal.Defender)], Pair.Start);
        (left.Fields.Single().Field, left.Labels.IsEmpty, left.Sent, left.AnsweredAs, left.Rest)
            .ShouldBe((AllFields.Title, true, true, Pair.Start, TimeSpan.FromSeconds(3)));
        left.Looked.ShouldBeFalse();
    }
}
