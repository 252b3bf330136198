using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Tests.Convergence;

public class ConvergenceCheckTests
{
    [Fact]
    public void A_pair_that_holds_the_same_is_compared_in_every_field_but_the_unseen_verdict()
    {
        using var twins = new Twins();
        twins.Report.Print().ShouldBe("1 pair, 7 fields compared, 0 differences, 0 held by design");
    }

    [Fact]
    public void A_difference_is_named_with_incident_field_and_both_values()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { Severity = "high" });
        twins.Report.Divergences.ShouldBe([new Finding.FieldDiffers(twins.DefenderId, twins.SentinelName, "severity", "high", "Medium")]);
        twins.Report.Print().ShouldEndWith("Incident 1: severity is high in Defender and Medium in Sentinel");
    }

    [Fact]
    public void What_is_held_by_design_is_found_and_is_no_difference()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { Severity = "unknown" });
        twins.Report.Holds.ShouldBeTrue();
        twins.Report.Held.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_text_that_was_taken_away_stays_away_and_one_that_never_was_there_is_missed()
    {
        using var twins = new Twins();
        twins.PersonInDefender(incident => incident with { Description = "seen" });
        twins.Report.Holds.ShouldBeFalse();
        twins.AppInSentinel(incident => incident with { Description = "seen" });
        twins.PersonInSentinel(incident => incident with { Description = null });
        twins.Report.Held.ShouldHaveSingleItem().Words.ShouldContain("an emptied text does not travel");
    }

    [Fact]
    public void A_persons_status_beside_awaitingAction_stays_and_the_apps_does_not()
    {
        using var twins = new Twins(defender: incident => incident with { Status = "awaitingAction" });
        twins.Report.Holds.ShouldBeFalse();
        twins.PersonInSentinel(incident => incident with { Status = "Closed", Classification = "Undetermined" });
        twins.Report.Holds.ShouldBeTrue(twins.Report.Print());
    }

    [Fact]
    public void An_incident_without_a_twin_is_found()
    {
        using var twins = new Twins();
        var lonely = twins.World.Defender().Create();
        twins.Report.Divergences.ShouldBe([new Finding.TwinMissing(lonely.Id)]);
    }

    [Fact]
    public void A_second_incident_of_ours_is_a_double()
    {
        using var twins = new Twins();
        Second(twins, Twins.App);
        var found = twins.Report.Divergences.ShouldHaveSingleItem().ShouldBeOfType<Finding.TwinDoubled>();
        found.SentinelNames.ShouldBe([twins.SentinelName, "second"]);
    }

    [Fact]
    public void A_second_incident_of_anybody_else_is_left_alone_and_counts_once_it_is_written()
    {
        using var twins = new Twins();
        Second(twins, Actor.App("Playbook"));
        twins.Report.Findings.ShouldBe([new Finding.DuplicateLeftAlone(twins.DefenderId, "second")]);
        twins.Report.Holds.ShouldBeTrue();
        twins.World.Sentinel().Edit("second", Twins.App, incident => incident with { Severity = "High" });
        twins.Report.Divergences.ShouldBe([new Finding.DuplicateTouched(twins.DefenderId, "second", "severity")]);
    }

    [Fact]
    public void An_incident_that_somebody_labelled_before_the_Defender_incident_came_is_no_twin()
    {
        using var twins = new Twins();
        twins.World.Sentinel().Create(incident => incident with { Labels = [new("defender:2")] }, Actor.App("Playbook"), "early");
        var late = twins.World.Defender().Create();
        twins.Report.Findings.ShouldBe([new Finding.DuplicateLeftAlone(late.Id, "early"), new Finding.TwinMissing(late.Id)]);
        Pairing.Pairs(twins.World).Select(pair => pair.Sentinel.Name).ShouldBe([twins.SentinelName]);
    }

    [Theory]
    [InlineData("Closed", true)]
    [InlineData("New", false)]
    public void Our_copy_beside_Microsofts_own_is_a_double_until_it_is_closed(string status, bool holds)
    {
        using var twins = new Twins();
        twins.World.Sentinel().Create(
            incident => incident with { Title = "Phish", ProviderName = "Microsoft XDR", ProviderIncidentId = twins.DefenderId },
            Actor.NativeSync);
        twins.AppInSentinel(incident => incident with { Status = status, Classification = "Undetermined" });
        twins.Report.Holds.ShouldBe(holds, twins.Report.Print());
    }

    [Fact]
    public void A_merged_incident_without_a_twin_needs_none()
    {
        using var twins = new Twins();
        twins.World.Defender().Create(incident => incident with { Status = "redirected", RedirectIncidentId = twins.DefenderId });
        twins.Report.Holds.ShouldBeTrue();
    }

    private static void Second(Twins twins, Actor by) => twins.World.Sentinel().Create(
        incident => incident with { Title = "Phish", Labels = [new($"defender:{twins.DefenderId}")] }, by, "second");
}
