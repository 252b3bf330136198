using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>The rows of the table above <see cref="Replanning"/>.</summary>
public sealed class ReplanningTests
{
    private static readonly FieldWrite Severe = Told.Severe(Portal.Defender);
    private static readonly FieldWrite Titled = Told.Titled(Portal.Defender);

    /// <summary>Sentinel was edited to High; a PATCH of Defender is announced.</summary>
    private static readonly Link Edited = Told.With(Told.Change(Portal.Defender, Severe))
        .Observe(Told.Show(Portal.Sentinel, 10, Told.Severe(Portal.Sentinel)));

    [Fact]
    public void Somebody_moved_what_is_written_or_the_status_or_the_verdict_or_where_the_incident_stands()
    {
        var change = Told.Change(Portal.Defender, Severe);
        bool Moved(Snapshot now, Link? link = null) => Replanning.MovedOn(link ?? Told.With(change), now, change);
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
        Replanning.MovedOn(Told.With(change, memory), Told.Show(Portal.Defender, 9), change).ShouldBeTrue();
        Replanning.MovedOn(Told.With(change, memory), Told.Show(Portal.Defender, 0), change).ShouldBeFalse();
    }

    [Fact]
    public void Announced_changes_are_outdated_when_an_answer_changed_what_a_plan_would_ask_for()
    {
        var titled = Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel)) with { Key = "2" };
        var link = Edited with { Intents = [titled] };
        var same = link.Observe(Told.Show(Portal.Defender, 30, Severe, Titled));
        Replanning.IsOutdated(link, link, Told.Rules).ShouldBeFalse();
        Replanning.IsOutdated(link, same, Told.Rules).ShouldBeFalse();
        Replanning.IsOutdated(link, link.Observe(Told.Show(Portal.Defender, 30, Severe)), Told.Rules).ShouldBeTrue();
    }

    [Fact]
    public void What_a_portal_showed_while_it_was_written_is_news_when_it_asks_for_a_plan()
    {
        var quiet = Told.With();
        Replanning.HasNews(quiet, quiet, Told.Rules).ShouldBeFalse();
        Replanning.HasNews(quiet, quiet.Observe(Told.Show(Portal.Defender, 30)), Told.Rules).ShouldBeFalse();
        var edited = quiet.Observe(Told.Show(Portal.Defender, 30, Severe));
        Replanning.HasNews(quiet, edited, Told.Rules).ShouldBeTrue();
        Replanning.HasNews(quiet, edited with { Intents = [Told.Change(Portal.Sentinel, Severe)] }, Told.Rules).ShouldBeFalse();
    }

    [Fact]
    public void What_was_announced_is_outdated_too_when_a_write_is_in_doubt_that_was_not()
    {
        var titled = Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel)) with { Key = "2" };
        var link = Told.With(titled).Observe(Told.Show(Portal.Defender, 30, Severe));
        var doubtful = Told.Change(Portal.Defender, Severe) with { Sent = true };
        var after = link with { Intents = [doubtful, titled] };
        Replanning.IsOutdated(link, after, Told.Rules).ShouldBeTrue();
        Replanning.IsOutdated(after, after, Told.Rules).ShouldBeFalse();
    }

    [Fact]
    public void One_field_of_several_that_is_in_doubt_is_enough()
    {
        var change = Told.Change(Portal.Defender, Severe, Titled);
        var memory = new Intent.Unanswered(Titled) { Key = "2", Over = Pair.Start };
        Replanning.MovedOn(Told.With(change, memory), Told.Show(Portal.Defender, 9), change).ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_is_announced_nothing_is_outdated() =>
        Replanning.IsOutdated(Told.With(), Told.With().Observe(Told.Show(Portal.Defender, 30, Severe)), Told.Rules).ShouldBeFalse();

    [Fact]
    public void What_is_announced_is_outdated_when_a_plan_asks_for_less_or_more_and_not_when_it_asks_for_the_same()
    {
        var link = Told.With().Observe(Told.Show(Portal.Defender, 10, Severe, Titled));
        var both = new[] { Told.Severe(Portal.Sentinel), Told.Titled(Portal.Sentinel) };
        bool IsOutdated(params FieldWrite[] announced) => Replanning.IsOutdated(
            Told.With(), link with { Intents = [Told.Change(Portal.Sentinel, announced)] }, Told.Rules);
        IsOutdated(both).ShouldBeFalse();
        IsOutdated([.. both, new FieldWrite(Portal.Sentinel, AllFields.Description, Told.Title)]).ShouldBeTrue();
        IsOutdated(both[0]).ShouldBeTrue();
    }

    [Fact]
    public void A_state_that_moves_on_is_news_though_nothing_is_to_be_written()
    {
        var quiet = Told.With() with { Sentinel = null };
        var merged = quiet with { Defender = quiet.Defender! with { RedirectedTo = new IncidentId("43") } };
        Replanning.HasNews(quiet, merged, Told.Rules).ShouldBeTrue();
    }

    [Fact]
    public void A_field_that_begins_to_wait_is_news_and_one_that_waits_for_the_same_is_not()
    {
        var quiet = Told.With();
        var waits = quiet.Observe(Told.Show(Portal.Defender, 30, new FieldWrite(Portal.Defender, AllFields.Severity, new Unknown("?"))));
        Link Held(HoldReason reason) => waits with { Held = waits.Held.Add(AllFields.Severity, reason) };
        Replanning.HasNews(quiet, waits, Told.Rules).ShouldBeTrue();
        Replanning.HasNews(quiet, Held(HoldReason.Conflict), Told.Rules).ShouldBeTrue();
        Replanning.HasNews(quiet, Held(HoldReason.UnknownValue), Told.Rules).ShouldBeFalse();
    }

    [Fact]
    public void An_owner_that_cannot_be_mapped_is_news_too()
    {
        var owner = new FieldWrite(Portal.Defender, AllFields.Owner, new Seen<Owner>(Owner.InDefender("night shift")));
        Replanning.HasNews(Told.With(), Told.With().Observe(Told.Show(Portal.Defender, 30, owner)), Told.Rules).ShouldBeTrue();
    }

    [Fact]
    public void Comments_that_were_not_read_are_news_when_the_last_write_is_done()
    {
        var unread = Told.With() with { Sentinel = Told.Show(Portal.Sentinel, 0) with { CommentCount = 1 } };
        Replanning.HasNews(Told.With(Told.Change(Portal.Defender, Severe)), unread, Told.Rules).ShouldBeTrue();
        Replanning.HasNews(unread, unread, Told.Rules).ShouldBeFalse();
        Replanning.HasNews(Told.With(Told.Change(Portal.Defender, Severe)) with { Sentinel = unread.Sentinel },
            unread with { CommentsRead = 1 }, Told.Rules).ShouldBeFalse();
    }
}
