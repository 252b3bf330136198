using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>Every pair of the small scope: what both agreed on, what each shows now, when each changed, and under which policy.</summary>
internal static class Cases
{
    private static readonly (double Defender, double Sentinel)[] Moments = [(60, 61), (60, 90), (90, 60)];

    /// <summary>All cases of a field on its own; the other fields show nothing.</summary>
    public static IEnumerable<Pair> Of(Field field) =>
        (field is VerdictField ? OfVerdict() : OfRegister(field)).Where((_, at) => at % Size.Stride == 0);

    private static IEnumerable<Pair> OfRegister(Field field) =>
        from policy in field.Policies
        let rules = Rules(field, policy)
        from agreed in Agreed(field)
        from defender in Vocabulary.Of(Portal.Defender, field)
        from sentinel in Vocabulary.Of(Portal.Sentinel, field)
        from moments in MomentsOf(policy)
        select Make(rules, moments, new Told(field, agreed, defender, sentinel));

    // A verdict depends on what becomes of the status, so every status of both portals goes with it.
    private static IEnumerable<Pair> OfVerdict() =>
        from policy in AllFields.Verdict.Policies
        from statusPolicy in Size.Of([ConflictPolicy.Open], [ConflictPolicy.Sentinel])
        let rules = Rules(AllFields.Verdict, policy) is var one
            ? one with { Fields = one.Fields with { Policies = one.Fields.Policies.SetItem(AllFields.Status, statusPolicy) } }
            : one
        from agreedStatus in Agreed(AllFields.Status)
        where Size.IsLarge
            || agreedStatus is null or { Defender: Seen<Status> { Value: Status.Active or Status.Closed }, Sentinel: Seen<Status> }
        from agreed in Agreed(AllFields.Verdict)
        from defenderStatus in Vocabulary.Of(Portal.Defender, AllFields.Status)
        from sentinelStatus in Vocabulary.Of(Portal.Sentinel, AllFields.Status)
        from defender in Vocabulary.Of(Portal.Defender, AllFields.Verdict)
        from sentinel in sentinelStatus is Seen<Status> { Value: Status.Closed }
            ? Vocabulary.Of(Portal.Sentinel, AllFields.Verdict)
            : [Reading.Unseen]
        from moments in MomentsOf(policy)
        select Make(
            rules, moments, new Told(AllFields.Status, agreedStatus, defenderStatus, sentinelStatus),
            new Told(AllFields.Verdict, agreed, defender, sentinel));

    /// <summary>First contact, and every pair of values that are equal after projection.</summary>
    private static IEnumerable<FieldBase?> Agreed(Field field) =>
        from agreed in
            (from defender in Vocabulary.Of(Portal.Defender, field)
             from sentinel in Vocabulary.Of(Portal.Sentinel, field)
             where Meaning.Of(field, defender) is { } meaning && meaning == Meaning.Of(field, sentinel)
             select new FieldBase(defender, sentinel)).Prepend(null)
        select agreed;

    private static (double Defender, double Sentinel)[] MomentsOf(ConflictPolicy policy) =>
        policy == ConflictPolicy.Newest ? Moments : [Moments[2]];

    private static SyncRules Rules(Field field, ConflictPolicy policy) =>
        SyncRules.Default with
        {
            Fields = new FieldRules(FieldRules.Default.Policies.SetItem(field, policy), new OwnerMap([Meaning.Tier2])),
        };

    private static Pair Make(SyncRules rules, (double Defender, double Sentinel) moments, params ReadOnlySpan<Told> told)
    {
        var (defender, sentinel) = (Incident.Empty, Incident.Empty);
        var bases = ImmutableDictionary<Field, FieldBase>.Empty;
        var changedAt = ImmutableDictionary<(Portal, Field), Stamp>.Empty;
        var (defenderAt, sentinelAt) = (At(moments.Defender), At(moments.Sentinel));
        foreach (var one in told)
        {
            defender = defender.With(one.Field, one.Defender);
            sentinel = sentinel.With(one.Field, one.Sentinel);
            bases = one.Agreed is { } agreed ? bases.SetItem(one.Field, agreed) : bases;
            changedAt = one.Agreed is null
                ? changedAt
                : changedAt.SetItem((Portal.Defender, one.Field), defenderAt).SetItem((Portal.Sentinel, one.Field), sentinelAt);
        }

        // The bases see the first snapshot that differs; then the incident moves on without the field changing, as alert churn makes it.
        var churn = new Pair(Blank(Portal.Defender, defender, defenderAt),
            Blank(Portal.Sentinel, sentinel, sentinelAt), new Bases(bases), rules) { ChangedAt = changedAt };
        return (churn with { Bases = churn.Bases.Observe(churn.Defender!).Observe(churn.Sentinel!) }) is var seen && bases.IsEmpty
            ? seen
            : seen with { Defender = seen.Defender! with { Stamp = sentinelAt }, Sentinel = seen.Sentinel! with { Stamp = defenderAt } };
    }

    private static Snapshot Blank(Portal portal, Incident incident, Stamp stamp) =>
        Pair.FirstContact()[portal] with { Incident = incident, Stamp = stamp };

    private static Stamp At(double seconds) => new(Pair.Start.Ticks + (long)(seconds * TimeSpan.TicksPerSecond));

    private sealed record Told(Field Field, FieldBase? Agreed, Reading Defender, Reading Sentinel);
}
