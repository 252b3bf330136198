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
}
