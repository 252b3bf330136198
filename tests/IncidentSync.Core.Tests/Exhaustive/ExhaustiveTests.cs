using IncidentSync.Core.Fields;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>
/// Every case of the small scope, each through its passes to rest (correctness.md, I1, I2, I4, I5, I8, I13, I14, I16 and the base).
/// </summary>
public sealed class ExhaustiveTests(ITestOutputHelper output)
{
    public static TheoryData<string> FieldNames => [.. AllFields.All.OrderBy(one => one is VerdictField).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void Every_case_of_a_field_comes_to_rest_and_loses_nothing(string field)
    {
        var cases = 0;
        var wrongs = Cases.Of(AllFields.Named(field)!)
            .Select(pair => (cases++, Passes.Wrong(Engine.Real, pair)).Item2).OfType<string>().Take(5).ToList();

        output.WriteLine($"{field}: {cases:N0} cases");
        wrongs.ShouldBeEmpty();
    }
}
