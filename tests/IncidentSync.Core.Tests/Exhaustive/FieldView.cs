using IncidentSync.Core.Fields;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>One field of a pair as an onlooker sees it, who knows the specification and not the core.</summary>
internal sealed record FieldView(Pair Pair, Field Field)
{
    public ConflictPolicy Policy => Pair.Rules.Fields.PolicyOf(Field);

    public Reading this[Portal portal] => Pair[portal].Incident[Field];

    public Reading? Base(Portal portal) => Pair.Bases[Field]?[portal];

    public bool IsUnknown => this[Portal.Defender] is Unknown || this[Portal.Sentinel] is Unknown;

    public bool IsUnseen => this[Portal.Defender] is Unseen || this[Portal.Sentinel] is Unseen;

    public bool IsEqual => Meaning.Of(Field, this[Portal.Defender]) is { } meaning && meaning == Meaning.Of(Field, this[Portal.Sentinel]);

    /// <summary>This portal's value is an edit that must travel or be accounted for.</summary>
    public bool IsChanged(Portal portal) => this[portal] switch
    {
        Unknown or Unseen => false,
        Seen<string> text when Meaning.IsEmpty(text) => false,
        var now when Base(portal) is not { } agreed || agreed is Unseen => !Meaning.IsEmpty(now),
        var now => Meaning.InItsPortal(Field, now) != Meaning.InItsPortal(Field, Base(portal)!),
    };

    public bool IsAnyChanged => IsChanged(Portal.Defender) || IsChanged(Portal.Sentinel);

    /// <summary>The policy gives this portal the last word always.</summary>
    public bool Rules(Portal portal) => Policy == (portal == Portal.Defender ? ConflictPolicy.DefenderOnly : ConflictPolicy.SentinelOnly);

    /// <summary>The other portal has the last word and says nothing: an empty text never travels, so this portal's stands.</summary>
    public bool IsOverruledByNothing(Portal portal) => Rules(portal.Other()) && Meaning.IsEmpty(this[portal.Other()]);

    /// <summary>
    /// Nothing is left to do: the portals say the same, or one of them says nothing, or nobody asked for anything, or it waits.
    /// </summary>
    public bool IsSettled(SyncPlan plan) =>
        IsEqual || IsUnseen || Policy == ConflictPolicy.Off || !IsAnyChanged
            || Portals.Both.Any(IsOverruledByNothing) || plan.Held.Any(held => held.Field == Field);

    public override string ToString() =>
        $"{Field} under {Policy}: base {Text(Base(Portal.Defender))} | {Text(Base(Portal.Sentinel))}, "
        + $"now {Text(this[Portal.Defender])} | {Text(this[Portal.Sentinel])}";

    private static string Text(Reading? reading) =>
        reading is null ? "none" : Print.Of(reading) is { Length: > 60 } text ? $"{text[..40]}... ({text.Length})" : Print.Of(reading);
}
