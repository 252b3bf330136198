using System.Text;
using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Day;

public class ProportionTests(LongDay day) : IClassFixture<LongDay>
{
    [Fact]
    public void The_rate_is_what_was_asked_for() => day.Incidents.Count.ShouldBeInRange(2700, 3300);

    [Fact]
    public void About_11_percent_of_the_incidents_are_merged_into_others() => Share(day.Calm).ShouldBe(0.11, 0.03);

    [Fact]
    public void In_a_storm_about_63_percent_are() => Share(day.Storm).ShouldBe(0.63, 0.06);

    [Fact]
    public void From_creation_to_redirect_it_takes_three_minutes_mostly_and_days_at_worst()
    {
        var delays = RedirectDelays(day.Storm);
        delays[delays.Count / 2].TotalSeconds.ShouldBe(192, 30);
        delays[delays.Count * 9 / 10].TotalSeconds.ShouldBe(364, 80);
        delays[^1].ShouldBeGreaterThan(TimeSpan.FromHours(1));
    }

    [Fact]
    public void Nearly_all_merges_go_into_the_older_incident()
    {
        var redirected = day.Storm.Defender().Incidents().Where(incident => incident.IsRedirected).ToList();
        var older = redirected.Count(incident => int.Parse(incident.RedirectIncidentId!) < int.Parse(incident.Id));
        (older / (double)redirected.Count).ShouldBeInRange(0.9, 0.999);
    }

    [Fact]
    public void Some_incident_takes_in_a_score_of_others()
    {
        var redirected = day.Storm.Defender().Incidents().Where(incident => incident.IsRedirected);
        var targets = redirected.CountBy(incident => incident.RedirectIncidentId!);
        targets.Max(target => target.Value).ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public void In_a_storm_stamps_are_shared_by_many_incidents()
    {
        var incidents = day.Storm.Defender().Incidents();
        var shared = incidents.CountBy(incident => incident.LastUpdateDateTime).Where(stamp => stamp.Value > 1).Sum(stamp => stamp.Value);
        (shared / (double)incidents.Count).ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public void Without_a_persons_hand_an_incident_is_as_grave_as_its_gravest_alert()
    {
        var regraded = day.Calm.Edits.After().Where(edit => edit.Field == "severity" && edit.Actor != Actor.AlertCorrelation)
            .Select(edit => edit.IncidentId).ToHashSet();
        var untouched = day.Alive.Where(incident => !regraded.Contains(incident.Id)).ToList();
        untouched.ShouldAllBe(incident => incident.Severity == Gravest(incident));
        untouched.Count.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Severity_rises_as_alerts_come() =>
        day.Calm.Edits.After().Count(edit => edit.Field == "severity" && edit.Actor == Actor.AlertCorrelation).ShouldBeGreaterThan(50);

    [Fact]
    public void About_7_percent_of_the_alerts_are_newer_than_their_incident()
    {
        var newer = day.Alive.SelectMany(incident => incident.AlertIds.Select(id =>
            day.Calm.Defender().FindAlert(id)!.LastUpdateDateTime > incident.LastUpdateDateTime)).ToList();
        (newer.Count(yes => yes) / (double)newer.Count).ShouldBe(20 / 295.0, 0.03);
    }

    [Fact]
    public void Most_incidents_have_few_alerts_and_some_have_more_than_eighty()
    {
        var sizes = day.Alive.Select(incident => incident.AlertIds.Count).Order().ToList();
        sizes[sizes.Count / 2].ShouldBeLessThanOrEqualTo(4);
        sizes[^1].ShouldBeInRange(81, 150);
        sizes[0].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void An_alert_points_at_two_pieces_of_evidence_or_three()
    {
        var alerts = day.Calm.Defender().Alerts().Where(alert => alert.Evidence.Count < Evidence.Heap).ToList();
        (alerts.Sum(alert => alert.Evidence.Count) / (double)alerts.Count).ShouldBe(204 / 86.0, 0.5);
    }

    [Fact]
    public void Titles_hold_invisible_characters_right_to_left_runs_emoji_and_other_scripts()
    {
        var runes = day.Incidents.SelectMany(incident => incident.DisplayName.EnumerateRunes()).ToHashSet();
        foreach (var rune in new[] { 0x200B, 0x2067, 0x200F, 0x200D, 0x1F6A8, 0x5BE9, 0x0E01, 0x0308 })
        {
            runes.ShouldContain(new Rune(rune));
        }
    }

    [Theory]
    [InlineData(nameof(Happening.AutoResolved), 100)]
    [InlineData(nameof(Happening.Reactivated), 10)]
    [InlineData(nameof(Happening.AwaitingAction), 5)]
    [InlineData(nameof(Happening.Churn), 300)]
    [InlineData(nameof(Happening.PickedUp), 1500)]
    [InlineData(nameof(Happening.Closed), 1500)]
    [InlineData(nameof(Happening.Commented), 1000)]
    [InlineData(nameof(Happening.Tagged), 300)]
    [InlineData(nameof(Happening.Regraded), 100)]
    [InlineData(nameof(Happening.Retitled), 50)]
    [InlineData(nameof(Happening.Reopened), 50)]
    [InlineData(nameof(Happening.BothPortals), 50)]
    [InlineData(nameof(Happening.Conflict), 3)]
    [InlineData(nameof(Happening.SentinelOnly), 100)]
    [InlineData(nameof(Happening.Deleted), 15)]
    public void Everything_that_can_happen_does(string happening, int atLeast) =>
        day[Enum.Parse<Happening>(happening)].ShouldBeGreaterThanOrEqualTo(atLeast);

    [Fact]
    public void People_work_in_both_portals()
    {
        var byPersons = day.Calm.Edits.After().Where(edit => edit.Actor.Kind == ActorKind.Person)
            .CountBy(edit => edit.Portal).ToDictionary();
        byPersons[Portal.Defender].ShouldBeGreaterThan(2000);
        byPersons[Portal.Sentinel].ShouldBeGreaterThan(1000);
    }

    private static double Share(World world) =>
        world.Defender().Incidents().Count(incident => incident.IsRedirected) / (double)world.Defender().Incidents().Count;

    private static List<TimeSpan> RedirectDelays(World world)
    {
        var created = world.Defender().Incidents().ToDictionary(incident => incident.Id, incident => incident.CreatedDateTime);
        var redirects = world.Edits.After().Where(edit => edit.Field == "redirectIncidentId");
        return [.. redirects.Select(edit => edit.At - created[edit.IncidentId]).Order()];
    }

    private string Gravest(DefenderIncident incident) =>
        incident.AlertIds.Select(id => day.Calm.Defender().FindAlert(id)!.Severity).MaxBy(DefenderVocabulary.Rank)!;
}
