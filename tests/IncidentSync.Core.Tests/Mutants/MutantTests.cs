using IncidentSync.Core.Fields;
using IncidentSync.Core.Tests.Exhaustive;
using IncidentSync.Core.Tests.Properties;

namespace IncidentSync.Core.Tests.Mutants;

/// <summary>The proof has teeth: each mistake is caught, and by what is printed.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    // Prime, so that no list of values is always met at the same place.
    private static readonly int Stride = Size.Of(7, 1);

    public static TheoryData<string> Names => [.. Mutant.All.Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_core_with_this_mistake_is_caught(string name)
    {
        Assert.SkipWhen(Size.IsGlance, "What is on trial then is the core and not the proof.");
        var mutant = Mutant.All.Single(one => one.Name == name);
        var byCase = AllFields.All.OrderBy(field => field is VerdictField).SelectMany(Cases.Of).Where((_, at) => at % Stride == 0)
            .Select(pair => Passes.Wrong(mutant, pair)).FirstOrDefault(wrong => wrong is not null);
        var byLife = new Machine(mutant, seed: 7).Run(rounds: 1_000);

        output.WriteLine($"by the cases: {Brief(byCase)}");
        output.WriteLine($"by the machine: {Brief(byLife)}");
        (byCase ?? byLife).ShouldNotBeNull($"the core that {name} survives");
    }

    private static string Brief(string? wrong) => wrong is null ? "survives" : wrong.Length > 240 ? wrong[..240] : wrong;
}
