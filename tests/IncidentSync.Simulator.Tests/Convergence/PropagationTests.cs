using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Propagation;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Tests.Convergence;

public class PropagationTests
{
    [Fact]
    public void An_edit_takes_until_the_other_portal_first_holds_its_value()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { Status = "inProgress" });
        twins.Pass(2);
        twins.AppInSentinel(incident => incident with { Status = "Active" });
        twins.AppInSentinel(incident => incident with { Description = "unrelated" });
        twins.Traced("status").ShouldBe(
            [new TracedEdit(Portal.Defender, twins.DefenderId, "status", Fate.Carried, TimeSpan.FromSeconds(3))]);
    }

    [Fact]
    public void Time_is_real_however_fast_the_portals_live()
    {
        using var twins = new Twins(speed: 60);
        twins.PersonInSentinel(incident => incident with { Severity = "High" });
        twins.AppInDefender(incident => incident with { Severity = "high" });
        twins.Traced("severity").ShouldHaveSingleItem().Took.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void An_edit_that_a_later_one_overtook_is_left_out_whichever_portal_that_came_from()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { AssignedTo = "alice@contoso.com" });
        twins.PersonInDefender(incident => incident with { AssignedTo = "bob@contoso.com" });
        twins.PersonInSentinel(incident => incident with { Owner = new SentinelOwner { UserPrincipalName = "carol@contoso.com" } });
        twins.AppInDefender(incident => incident with { AssignedTo = "carol@contoso.com" });
        twins.Traced("owner").Select(edit => edit.Fate).ShouldBe([Fate.Overtaken, Fate.Overtaken, Fate.Carried]);
    }

    [Fact]
    public void The_loser_of_a_conflict_is_overruled()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { Severity = "high" });
        twins.PersonInSentinel(incident => incident with { Severity = "Low" });
        twins.AppInSentinel(incident => incident with { Severity = "High" });
        twins.Traced("severity").Select(edit => edit.Fate).ShouldBe([Fate.Overtaken, Fate.Overruled]);
    }

    [Fact]
    public void An_edit_that_sets_what_the_other_portal_holds_already_needs_no_time()
    {
        using var twins = new Twins(defender: incident => incident with { Severity = "low" });
        twins.PersonInDefender(incident => incident with { Severity = "medium" });
        twins.Traced("severity").ShouldHaveSingleItem().Fate.ShouldBe(Fate.Needless);
    }

    [Fact]
    public void A_verdict_travels_with_the_close_and_not_before()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { Classification = "truePositive" });
        twins.PersonInDefender(incident => incident with { Status = "resolved", Classification = "falsePositive" });
        twins.AppInSentinel(incident => incident with { Status = "Closed", Classification = "FalsePositive" });
        twins.Traced("verdict").Select(edit => (edit.Fate, edit.Took.Seconds)).ShouldBe([(Fate.Needless, 0), (Fate.Carried, 1)]);
    }

    [Fact]
    public void Reopening_in_Sentinel_takes_no_verdict_along()
    {
        using var twins = new Twins(defender: incident => incident with { Status = "resolved", Classification = "truePositive" },
            sentinel: incident => incident with { Status = "Closed", Classification = "TruePositive" });
        twins.PersonInSentinel(incident => incident with { Status = "Active", Classification = null });
        twins.AppInDefender(incident => incident with { Status = "inProgress" });
        twins.Traced("verdict").ShouldHaveSingleItem().Fate.ShouldBe(Fate.Needless);
        twins.Traced("status").ShouldHaveSingleItem().Fate.ShouldBe(Fate.Carried);
    }

    [Fact]
    public void A_held_edit_and_one_that_is_not_there_yet_have_no_time()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { AssignedTo = "Automation", Severity = "high" });
        twins.Traced("owner").ShouldHaveSingleItem().Fate.ShouldBe(Fate.Held);
        twins.Traced("severity").ShouldHaveSingleItem().Fate.ShouldBe(Fate.Waiting);
    }

    [Fact]
    public void A_merge_is_no_edit_and_overtakes_those_that_had_not_travelled()
    {
        using var twins = new Twins(
            defender: incident => incident with { CustomTags = ["vip"] },
            sentinel: incident => incident with { Labels = incident.Labels.Add(new("vip")) });
        twins.PersonInDefender(incident => incident with { Severity = "high" });
        twins.World.Defender().Merge([twins.DefenderId, twins.World.Defender().Create(incident => incident with { Id = "0" }).Id]);
        twins.Pass();
        twins.Traced("severity")[0].Fate.ShouldBe(Fate.Overtaken);
        twins.Traced("status").ShouldAllBe(edit => edit.Fate == Fate.Needless);
        twins.Traced("tags").ShouldAllBe(edit => edit.Fate == Fate.Needless);
    }

    [Fact]
    public void A_new_incident_takes_until_it_has_a_twin()
    {
        using var twins = new Twins();
        twins.Traced(Change.Created).ShouldBe(
            [new TracedEdit(Portal.Defender, twins.DefenderId, Change.Created, Fate.Carried, TimeSpan.FromSeconds(1))]);
    }

    [Fact]
    public void Percentiles_are_the_times_of_the_edits_at_that_rank()
    {
        var edits = Enumerable.Range(1, 20)
            .Select(second => new TracedEdit(Portal.Sentinel, "1", "status", Fate.Carried, TimeSpan.FromSeconds(second)));
        var times = TravelTimes.Of([.. edits, new TracedEdit(Portal.Sentinel, "1", "status", Fate.Overtaken)]);
        times.ShouldBe(new TravelTimes(20, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void The_report_counts_a_field_once_for_each_change_and_keeps_persons_and_app_apart()
    {
        using var twins = new Twins();
        twins.PersonInDefender(
            incident => incident with { Classification = "truePositive", Determination = "malware", CustomTags = ["vip"] });
        twins.AppInSentinel(incident => incident with { Severity = "High" });
        var activity = Activity.Of(twins.World, after: 2);
        activity.Changed.ShouldBe([new FieldCount(Portal.Defender, "tags", 1), new FieldCount(Portal.Defender, "verdict", 1)]);
        activity.Written.ShouldBe([new FieldCount(Portal.Sentinel, "severity", 1)]);
    }
}
