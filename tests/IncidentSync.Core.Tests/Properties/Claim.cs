using FsCheck;
using FsCheck.Fluent;
using IncidentSync.Core.Tests.Exhaustive;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>A claim about all values of a kind, tried on many; the seed that repeats a run is printed.</summary>
internal static class Claim
{
    public static void ForAll<T>(ITestOutputHelper output, Gen<T> values, Func<T, bool> claim)
    {
        var seed = (ulong)Seeds.New();
        output.WriteLine($"seed {seed}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(Size.Of(500, 20_000)).WithQuietOnSuccess(true)
            .WithReplay(new Replay(new Rnd(seed), Microsoft.FSharp.Core.FSharpOption<int>.None));
        Prop.ForAll(values.ToArbitrary(), claim).Check(config);
    }

    public static void ForAll<T1, T2>(ITestOutputHelper output, Gen<T1> first, Gen<T2> second, Func<T1, T2, bool> claim) =>
        ForAll(output, first.Zip(second), pair => claim(pair.Item1, pair.Item2));

    public static void ForAll<T1, T2, T3>(
        ITestOutputHelper output, Gen<T1> first, Gen<T2> second, Gen<T3> third, Func<T1, T2, T3, bool> claim) =>
        ForAll(output, first.Zip(second.Zip(third)), three => claim(three.Item1, three.Item2.Item1, three.Item2.Item2));
}
