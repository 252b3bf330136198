namespace IncidentSync.Simulation.Mutants;

/// <summary>
/// A simulation that never complains proves nothing: every wrong engine is told from the right one. Mutants.md has the table.
/// </summary>
public sealed class MutantTests
{
    public static TheoryData<string> Killed =>
        [.. Mutants.All.Where(mutant => !Mutants.Equivalent.Contains(mutant.Name)).Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Killed))]
    public void A_wrong_engine_is_found_out_in_a_world_in_which_the_right_one_does_well(string name)
    {
        var kill = Hunt.Run(Mutants.Named(name)).ShouldNotBeNull();
        kill.Live(Mutant.None).Violations.ShouldBeEmpty();
        Console.WriteLine($"Mutant '{name}': {kill.Where}: {kill.Report.Violations[0]}");
    }
}
