using IncidentSync.Core.Tests.Exhaustive;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>Many rounds of one pair's life: what no single step shows, the bases, is proven here.</summary>
public sealed class MachineTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_long_life_of_edits_late_reads_and_failing_calls_loses_no_edit(int world) => Live(Seeds.New() + world);

    private void Live(int seed)
    {
        var machine = new Machine(Engine.Real, seed);
        var wrong = machine.Run(Size.Of(5_000, 200_000));

        output.WriteLine($"seed {seed}: {machine.Counts}");
        wrong.ShouldBeNull($"seed {seed}");
    }
}
