using IncidentSync.Demo.Convergence;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Tests.Convergence;

public class DeletionCheckTests
{
    private static readonly Actor Bob = Actor.Person("bob@contoso.com");

    [Fact]
    public void A_twin_that_a_person_deleted_is_not_missed()
    {
        using var twins = Deleted();
        twins.Report.Findings.ShouldBe([new Finding.TwinDeleted(twins.DefenderId, twins.SentinelName)]);
        twins.Report.Holds.ShouldBeTrue();
    }

    [Fact]
    public void A_twin_that_we_deleted_is()
    {
        using var twins = new Twins();
        twins.World.Sentinel().Delete(twins.SentinelName, Twins.App);
        twins.Report.Divergences.ShouldBe([new Finding.TwinMissing(twins.DefenderId)]);
    }

    [Theory]
    [InlineData("the same name")]
    [InlineData("another name")]
    public void A_deleted_twin_that_we_make_again_is_found(string name)
    {
        using var twins = Deleted();
        var again = Again(twins, name == "the same name" ? twins.SentinelName : name);
        twins.Report.Divergences.ShouldBe([new Finding.TwinResurrected(twins.DefenderId, again)]);
    }

    [Fact]
    public void Whoever_lost_the_memory_of_a_deletion_may_make_the_twin_again()
    {
        using var twins = Deleted();
        var forgotten = twins.World.Edits.Last;
        ConvergenceCheck.Of(twins.World, forgotten).Divergences.ShouldBe([new Finding.TwinMissing(twins.DefenderId)]);
        Again(twins, twins.SentinelName);
        ConvergenceCheck.Of(twins.World, forgotten).Holds.ShouldBeTrue();
    }

    [Fact]
    public void Defenders_incident_is_left_alone_once_what_was_on_its_way_has_arrived()
    {
        using var twins = Deleted();
        twins.AppInDefender(incident => incident with { Severity = "high" });
        twins.Report.Holds.ShouldBeTrue();
        twins.Pass(20);
        twins.AppInDefender(incident => incident with { Status = "resolved" });
        twins.Report.Divergences.ShouldBe([new Finding.TouchedAfterDeletion(twins.DefenderId, "status")]);
    }

    private static Twins Deleted()
    {
        var twins = new Twins();
        twins.World.Sentinel().Delete(twins.SentinelName, Bob);
        twins.Pass();
        return twins;
    }

    private static string Again(Twins twins, string name) => twins.World.Sentinel().Create(
        incident => incident with { Title = "Phish", Labels = [new($"defender:{twins.DefenderId}")] }, Twins.App, name).Name;
}
