using System.Collections.Immutable;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>A connection's brake as an <see cref="InMemorySyncStore"/> holds it.</summary>
/// <param name="Reason">Why it is on; null while it is off.</param>
/// <param name="ReleasedAt">What was counted before has been judged.</param>
/// <param name="Acts">What was counted, and when first.</param>
internal sealed record StoredBrake(
    string? Reason, DateTimeOffset ReleasedAt, ImmutableDictionary<(LinkId Link, DrasticAct Act), DateTimeOffset> Acts)
{
    public static readonly StoredBrake Off =
        new(null, DateTimeOffset.MinValue, ImmutableDictionary<(LinkId, DrasticAct), DateTimeOffset>.Empty);

    public StoredBrake Charge(LinkId link, BrakeCharge charge, IReadOnlyCollection<Link> live, DateTimeOffset now)
    {
        var since = now - charge.Limits.Window;
        var counted = charge.Acts.Select(act => (link, act)).Where(key => !Acts.TryGetValue(key, out var at) || at < since)
            .Aggregate(Acts, (acts, key) => acts.SetItem(key, now));
        var concerned = counted.Where(act => act.Value > since && act.Value > ReleasedAt).Select(act => act.Key.Link).Distinct().Count();
        var vanished = charge.EmptyPortal is { } empty ? live.Count(shown => shown[empty] is not null) : 0;
        var reason = SafetyBrake.Judge(new BrakeCount(live.Count, concerned, vanished), charge.Limits);
        return this with { Acts = counted, Reason = Reason ?? reason };
    }
}
