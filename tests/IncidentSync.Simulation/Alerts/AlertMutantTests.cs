namespace IncidentSync.Simulation.Alerts;

/// <summary>A checker that never complains proves nothing: every rule of it is broken by a feed that is wrong.</summary>
public sealed class AlertMutantTests
{
    public static TheoryData<string> Names => [.. AlertMutants.All.Select(one => one.Mutant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_feed_is_found_out_in_a_world_in_which_the_right_one_does_well(string name)
    {
        var mutant = AlertMutants.Named(name);
        var (seed, live) = AlertMutants.Hunt(mutant).ShouldNotBeNull();
        live(AlertMutant.None).Violations.ShouldBeEmpty();
        Console.WriteLine($"Mutant '{name}': seed {seed}: {live(mutant).Violations[0]}");
    }
}
