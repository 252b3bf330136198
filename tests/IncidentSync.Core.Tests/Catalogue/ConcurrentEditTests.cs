using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Catalogue;

/// <summary>Two people, two portals, and what the tables of the fields alone do not show.</summary>
public sealed class ConcurrentEditTests
{
    [Fact]
    public void A_value_that_was_changed_and_changed_back_between_two_reads_was_never_there() =>
        Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High, 10).Edit(Defender, AllFields.Severity, Severity.Medium, 20)
            .Writes().ShouldBe("nothing");

    [Fact]
    public void A_person_who_takes_our_write_back_at_once_is_followed_and_not_fought()
    {
        var written = Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High).Apply();
        var reverted = written.Edit(Sentinel, AllFields.Severity, Severity.Medium, 120);
        reverted.Writes().ShouldBe("Defender.severity := Medium");
        reverted.Apply().Writes().ShouldBe("nothing");
    }

    [Fact]
    public void A_tag_removed_on_one_portal_and_respelled_on_the_other_is_removed() =>
        Pair.Synced().Edit(Defender, AllFields.Tags, Tags.None).Edit(Sentinel, AllFields.Tags, Tags.Of("VIP"))
            .Decide(AllFields.Tags).ShouldBe("Sentinel.tags := {}");

    [Fact]
    public void Tags_that_a_portal_refused_wait_for_other_tags_and_are_not_sent_again()
    {
        var tagged = Pair.Synced().Edit(Defender, AllFields.Tags, Tags.Of("vip", "one too many"));
        PlanKnowing(tagged, AllFields.Tags, HoldReason.Refused).Held.Single().Reason.ShouldBe(HoldReason.Refused);
        var fewer = tagged.Edit(Defender, AllFields.Tags, Tags.Of("vip", "one"));
        Print.Of(PlanKnowing(tagged, AllFields.Tags, HoldReason.Refused, fewer).Action).ShouldBe("Sentinel.tags := {one, vip}");
    }

    [Fact]
    public void Merged_tags_of_which_one_portal_refused_its_part_wait_on_both() =>
        PlanMerging(link => link with { Unwritable = [new UnwritableValue(MergedInSentinel, HoldReason.Refused)] })
            .Held.Single().Reason.ShouldBe(HoldReason.Refused);

    [Fact]
    public void Merged_tags_that_one_portal_undid_three_times_wait_on_both()
    {
        var recent = Enumerable.Repeat(new RecentWrite(MergedInSentinel, Pair.Start), 3);
        PlanMerging(link => link with { Recent = [.. recent] }, Pair.Start).Held.Single().Reason.ShouldBe(HoldReason.Oscillation);
    }

    [Fact]
    public void A_write_counts_as_repeated_until_the_window_ends_and_not_at_its_end()
    {
        var recent = Enumerable.Repeat(new RecentWrite(MergedInSentinel, Pair.Start), 3);
        var end = Pair.Start.After(SyncRules.Default.FlipWindow);
        PlanMerging(link => link with { Recent = [.. recent] }, end).Held.ShouldBeEmpty();
        PlanMerging(link => link with { Recent = [.. recent] }, end.Back(TimeSpan.FromTicks(1))).Held.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_incident_of_a_portal_whose_clock_is_ahead_gets_its_twin_at_once() =>
        Planner.Plan(Pair.Synced().Link() with { Sentinel = null }, SyncRules.Default, Pair.Start.Back(TimeSpan.FromMinutes(5)))
            .Action.ShouldBeOfType<SyncAction.CreateTwin>();

    [Fact]
    public void A_close_that_loses_to_work_begun_elsewhere_leaves_its_verdict_with_Defender() =>
        Pair.Synced(Status.New).Edit(Defender, AllFields.Status, Status.Active)
            .CloseInSentinel(new(Classification.TruePositive, "SuspiciousActivity", "Cleaned."))
            .Writes().ShouldBe("Sentinel.status := Active; Defender.verdict := TruePositive/other/Cleaned.");

    [Fact]
    public void Of_two_reopenings_the_one_that_began_to_work_stays() =>
        Pair.Synced(Status.Closed).Edit(Defender, AllFields.Status, Status.New).ReopenInSentinel()
            .Writes().ShouldBe("Defender.status := Active");

    [Fact]
    public void A_status_edit_that_waited_for_Defender_Experts_travels_once_they_gave_the_incident_back() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.AwaitingAction, 10).Edit(Sentinel, AllFields.Status, Status.New, 20)
            .Edit(Defender, AllFields.Status, Status.Active, 30).Writes().ShouldBe("Defender.status := New");

    [Theory]
    [InlineData("bob_fabrikam.com#EXT#@contoso.onmicrosoft.com")]
    [InlineData("Bob@Contoso.com")]
    public void A_guest_and_a_capital_letter_are_carried_as_they_are_written(string name) =>
        Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender(name)).Decide(AllFields.Owner).ShouldBe($"Sentinel.owner := {name}");

    [Fact]
    public void A_group_that_cannot_be_mapped_never_wins_however_new_it_is() =>
        Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("bob@contoso.com"), 60)
            .Edit(Sentinel, AllFields.Owner, Owner.InSentinel("g-9", "", isGroup: true), 300)
            .Decide(AllFields.Owner).ShouldBe("Defender wins (newest): Sentinel.owner := bob@contoso.com");

    [Fact]
    public void An_owner_that_cannot_be_mapped_stays_where_it_is_and_the_other_portal_keeps_its_own()
    {
        var pair = Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("night shift"));
        pair.Writes().ShouldBe("nothing");
        pair.Apply().ShouldSatisfyAllConditions(
            after => Print.Of(after.Sentinel!.Incident[AllFields.Owner]).ShouldBe("a-1|alice@contoso.com"),
            after => Print.Of(after.Defender!.Incident[AllFields.Owner]).ShouldBe("night shift"));
    }

    [Fact]
    public void A_value_that_a_portal_took_without_showing_it_is_not_sent_again_until_an_edit_asks_for_another()
    {
        var edited = Pair.Synced().Edit(Defender, AllFields.Title, "Ignored name");
        PlanKnowing(edited, AllFields.Title, HoldReason.NotAccepted).Held.Single().Reason.ShouldBe(HoldReason.NotAccepted);
        var again = edited.Edit(Defender, AllFields.Title, "Other name");
        Print.Of(PlanKnowing(edited, AllFields.Title, HoldReason.NotAccepted, again).Action).ShouldBe("Sentinel.title := 'Other name'");
    }

    [Theory]
    [InlineData("Invoice \u202Efdp.exe", "Invoice fdp.exe")]
    [InlineData("Tab\tand bell\a", "Taband bell")]
    [InlineData("Family \U0001F468\u200D\U0001F469\u200D\U0001F467", "Family \U0001F468\u200D\U0001F469\u200D\U0001F467")]
    public void A_title_travels_without_what_hides_in_it_and_with_the_joiners_of_its_emoji(string title, string crosses) =>
        Pair.Synced().Edit(Defender, AllFields.Title, title).Writes().ShouldBe($"Sentinel.title := '{crosses}'");

    private static readonly FieldWrite MergedInSentinel = new(Sentinel, AllFields.Tags, new Seen<Tags>(Tags.Of("vip", "a", "b")));

    private static SyncPlan PlanMerging(Func<Link, Link> with, Stamp? now = null) => Planner.Plan(
        with(Pair.Synced().Edit(Defender, AllFields.Tags, Tags.Of("vip", "a")).Edit(Sentinel, AllFields.Tags, Tags.Of("vip", "b")).Link()),
        SyncRules.Default, now ?? Stamp.EndOfTime);

    // What Defender holds in the field was sent to Sentinel and did not come to stand there.
    private static SyncPlan PlanKnowing(Pair tried, Field field, HoldReason reason, Pair? now = null)
    {
        var unwritable = new UnwritableValue(new FieldWrite(Sentinel, field, tried.Defender!.Incident[field]), reason);
        return Planner.Plan((now ?? tried).Link() with { Unwritable = [unwritable] }, tried.Rules, Stamp.EndOfTime);
    }
}
