using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>
/// The plan does not depend on which portal is which, where both have the same words, nor on who was first, where time does not decide.
/// </summary>
public sealed class SymmetryTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Opposite = new()
    {
        ["defender"] = "sentinel",
        ["sentinel"] = "defender",
        ["defender-only"] = "sentinel-only",
        ["sentinel-only"] = "defender-only",
    };

    public static TheoryData<string> SharedWords => ["status", "severity", "title", "tags"];

    [Theory]
    [MemberData(nameof(SharedWords))]
    public void The_mirrored_pair_has_the_mirrored_plan(string field) =>
        Check(field, pair => IsTie(pair) ? null : (Writes(Mirror(pair), mirrored: true), Writes(pair, mirrored: false)));

    [Theory]
    [MemberData(nameof(SharedWords))]
    public void Who_changed_first_decides_under_newest_alone(string field) =>
        Check(field, pair => pair.Rules.Fields.PolicyOf(AllFields.Named(field)!) == ConflictPolicy.Newest
            ? null
            : (Writes(OtherOrder(pair), mirrored: false), Writes(pair, mirrored: false)));

    private void Check(string field, Func<Pair, (string Left, string Right)?> compare)
    {
        var compared = 0;
        foreach (var pair in Cases.Of(AllFields.Named(field)!).Where(HasSharedWords))
        {
            if (compare(pair) is var (left, right))
            {
                compared++;
                left.ShouldBe(right, $"{new FieldView(pair, AllFields.Named(field)!)}");
            }
        }

        output.WriteLine($"{field}: {compared:N0} pairs of cases");
        compared.ShouldBeGreaterThan(100 / Size.Stride);
    }

    // awaitingAction exists in Defender alone.
    private static bool HasSharedWords(Pair pair) => Portals.Both.All(portal =>
        pair[portal].Incident[AllFields.Status] is not Seen<Status> { Value: Status.AwaitingAction }
        && pair.Bases[AllFields.Status]?[portal] is not Seen<Status> { Value: Status.AwaitingAction });

    private static bool IsTie(Pair pair) =>
        pair.Rules.Fields.Policies.ContainsValue(ConflictPolicy.Newest)
            && Math.Abs(pair.Defender!.Stamp.Ticks - pair.Sentinel!.Stamp.Ticks) <= ThreeWayMerge.ClockTolerance.Ticks;

    private static string Writes(Pair pair, bool mirrored)
    {
        var writes = pair.Plan().Action is SyncAction.Write write ? write.Fields : [];
        return string.Join("; ", writes.Select(one => Print.Of(mirrored ? one with { Portal = one.Portal.Other() } : one))
            .Order(StringComparer.Ordinal));
    }

    private static Pair Mirror(Pair pair) => new(
        pair.Sentinel! with { Portal = Portal.Defender },
        pair.Defender! with { Portal = Portal.Sentinel },
        Swap(pair.Bases, held => new FieldBase(held.Sentinel, held.Defender, held.SentinelSince, held.DefenderSince)),
        pair.Rules with
        {
            Fields = pair.Rules.Fields with { Policies = pair.Rules.Fields.Policies.ToImmutableDictionary(chosen => chosen.Key, Mirror) },
        });

    private static ConflictPolicy Mirror(KeyValuePair<Field, ConflictPolicy> chosen) =>
        chosen.Key.Policies.Single(policy => policy.Name == Opposite.GetValueOrDefault(chosen.Value.Name, chosen.Value.Name));

    private static Pair OtherOrder(Pair pair) => pair with
    {
        Defender = pair.Defender! with { Stamp = pair.Sentinel!.Stamp },
        Sentinel = pair.Sentinel with { Stamp = pair.Defender.Stamp },
        Bases = Swap(pair.Bases, held => held with
        {
            DefenderSince = held.DefenderSince is null ? null : pair.Sentinel.Stamp,
            SentinelSince = held.SentinelSince is null ? null : pair.Defender.Stamp,
        }),
    };

    private static Bases Swap(Bases bases, Func<FieldBase, FieldBase> swap) =>
        new(bases.ByField.ToImmutableDictionary(held => held.Key, held => swap(held.Value)));
}
