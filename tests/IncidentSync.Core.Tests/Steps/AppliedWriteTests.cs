using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>The rows of the table above <see cref="AppliedWrite"/>.</summary>
public sealed class AppliedWriteTests
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
        AppliedWrite.Of(Told.With(change), change, made, Told.Show(Portal.Sentinel, 0), Told.Rules).Kinds()
            .ShouldBe([JournalKind.Answer, JournalKind.Lifecycle]);
    }

    [Fact]
    public void A_PUT_that_was_taken_tells_that_no_other_of_the_same_etag_ever_will_be()
    {
        var lost = Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel)) with { Key = "0", Sent = true };
        var older = lost with { Key = "9", Version = "another etag" };
        var change = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel));
        var step = AppliedWrite.Of(
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
        var after = AppliedWrite.Of(unmade with { Intents = [create] }, create, answer, null, Told.Rules).Commit.Link;
        after.Bases[AllFields.Severity]!.Defender.ShouldBe(Told.Medium);
        after.Bases[AllFields.Title]!.Defender.ShouldBe(Reading.Unseen);
        after.Unwritable.ShouldHaveSingleItem().ShouldBe(new UnwritableValue(refused, HoldReason.NotAccepted));
    }

    [Fact]
    public void A_change_that_the_answer_does_not_show_is_not_given_up_yet() =>
        Apply(Edited, Told.Show(Portal.Defender, 20)).Commit.Link.Unwritable.ShouldBeEmpty();

    [Fact]
    public void Of_what_was_taken_before_only_the_field_that_is_shown_now_is_done_with()
    {
        var lost = Told.Change(Portal.Defender, Titled, Severe, Described) with { Key = "0", Sent = true };
        var change = Told.Change(Portal.Defender, Severe, Titled);
        var link = Told.With(change) with { Intents = [lost, change] };
        var after = Apply(link, Told.Show(Portal.Defender, 20, Severe, Titled)).Commit.Link;
        after.Intents.ShouldHaveSingleItem().Writes.ShouldBe([Described]);
    }

    [Fact]
    public void What_is_announced_and_not_sent_and_what_was_sent_to_the_other_portal_stays()
    {
        var unsent = Told.Change(Portal.Defender, Titled, Severe) with { Key = "2" };
        var other = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel)) with { Key = "3", Sent = true };
        var change = Told.Change(Portal.Defender, Severe);
        var link = Told.With(change) with { Intents = [change, unsent, other] };
        var left = AppliedWrite.Of(link, change, Told.Show(Portal.Defender, 20, Severe), Told.Show(Portal.Defender, 0), Told.Rules);
        left.Commit.Link.Intents.Select(intent => $"{intent.Key}: {intent.Writes.Length}").ShouldBe(["2: 2", "3: 1"]);
    }

    [Fact]
    public void A_value_that_is_shown_now_is_no_late_calls_effect()
    {
        var memory = new Intent.Unanswered(Severe) { Key = "0", Stood = Told.Low, BackAs = Told.High };
        var change = Told.Change(Portal.Defender, Severe, Titled);
        var link = Told.With(change) with { Intents = [memory, change] };
        var after = Apply(link, Told.Show(Portal.Defender, 20, Severe, Titled)).Commit.Link;
        var left = after.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Unanswered>();
        (left.Stood, left.BackAs).ShouldBe((null, null));
    }

    private static readonly FieldWrite Described = new(Portal.Defender, AllFields.Description, new Seen<string>("never shown"));

    private static IntentResult Apply(Link link, Snapshot answer) => AppliedWrite.Of(
        link, link.Intents.OfType<Intent.Change>().Single(change => !change.Sent), answer, Told.Show(Portal.Defender, 0), Told.Rules);
}
