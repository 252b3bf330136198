using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>The bases of a link, one per field that the portals have ever agreed on.</summary>
/// <param name="ByField">The base of each field; a field that is missing was never agreed on.</param>
public sealed record Bases(ImmutableDictionary<Field, FieldBase> ByField)
{
    /// <summary>First contact: the portals never agreed on anything.</summary>
    public static readonly Bases None = new(ImmutableDictionary<Field, FieldBase>.Empty);

    /// <summary>The base of a field, or null.</summary>
    public FieldBase? this[Field field] => ByField.GetValueOrDefault(field);

    /// <summary>
    /// Notes, for each field, the stamp of the first snapshot that differed from the base; drops it when the field is back.
    /// </summary>
    /// <param name="snapshot">What one portal says now.</param>
    /// <returns>The bases with those stamps; the same object when no stamp moved.</returns>
    public Bases Observe(Snapshot snapshot)
    {
        var observed = ByField;
        foreach (var (field, held) in ByField)
        {
            var same = snapshot.Incident[field] is Unseen || field.Same(held[snapshot.Portal], snapshot.Incident[field]);
            Stamp? since = same ? null : held.Since(snapshot.Portal) ?? snapshot.Stamp;
            if (since != held.Since(snapshot.Portal))
            {
                observed = observed.SetItem(field, held.Observed(snapshot.Portal, since));
            }
        }

        return ReferenceEquals(observed, ByField) ? this : new Bases(observed);
    }

    /// <summary>Sets both bases of a field to what the portals hold now: for a twin just made from its Defender incident.</summary>
    /// <param name="field">The field.</param>
    /// <param name="defender">Defender's incident, as the twin was made from it.</param>
    /// <param name="sentinel">The twin, as Sentinel answered its creation.</param>
    /// <returns>The bases with that field agreed, whatever the two say.</returns>
    public Bases Agree(Field field, Snapshot defender, Snapshot sentinel) =>
        new(ByField.SetItem(field, new FieldBase(defender.Incident[field], sentinel.Incident[field])));

    /// <summary>Sets the base of a field for which the twin got an invented value: Defender's value must still be carried.</summary>
    /// <param name="field">The field.</param>
    /// <param name="sentinel">The twin, as Sentinel answered its creation.</param>
    /// <returns>The bases with Defender's side of that field not seen yet.</returns>
    public Bases AgreeOnInvented(Field field, Snapshot sentinel) =>
        new(ByField.SetItem(field, new FieldBase(Reading.Unseen, sentinel.Incident[field])));

    /// <summary>Moves both bases of every field in which the portals now hold the same. Nothing else moves the base of a pair.</summary>
    /// <param name="defender">What Defender says now.</param>
    /// <param name="sentinel">What Sentinel says now.</param>
    /// <param name="rules">Who is who; policies play no part in whether two values are equal.</param>
    /// <returns>The bases moved; the same object when none did.</returns>
    public Bases Agree(Snapshot defender, Snapshot sentinel, FieldRules rules)
    {
        var moved = ByField;
        foreach (var field in AllFields.All)
        {
            var held = moved.GetValueOrDefault(field);
            if (field.Agreed(defender.Incident[field], sentinel.Incident[field], held, rules) is { } agreed
                && (held is null || !IsAt(field, held, agreed)))
            {
                moved = moved.SetItem(field, agreed);
            }
        }

        return ReferenceEquals(moved, ByField) ? this : new Bases(moved);
    }

    /// <summary>Moves the bases to what a portal turns out to have applied of a write that got no answer.</summary>
    /// <param name="write">The write that was sent.</param>
    /// <param name="shown">The portal's reading now.</param>
    /// <param name="rules">The rules, with the owner map.</param>
    /// <returns>The bases moved, or as they were when nothing of it is shown.</returns>
    public Bases Adopt(FieldWrite write, Reading shown, FieldRules rules)
    {
        var held = this[write.Field];
        return write.Field.Adopted(write, shown, held, rules) is { } adopted && (held is null || !IsAt(write.Field, held, adopted))
            ? new Bases(ByField.SetItem(write.Field, adopted))
            : this;
    }

    /// <summary>
    /// Moves the bases of a value that a portal accepted, did not show at first, and shows now: its answer was older than the write.
    /// Without this our own value would count as an edit there.
    /// </summary>
    /// <param name="unwritable">The values that a portal refused or did not show.</param>
    /// <param name="defender">What Defender says now.</param>
    /// <param name="sentinel">What Sentinel says now.</param>
    /// <param name="rules">The rules, with the owner map.</param>
    /// <returns>The bases moved, or as they were.</returns>
    public Bases AdoptAccepted(
        IEnumerable<UnwritableValue> unwritable, Snapshot defender, Snapshot sentinel, FieldRules rules) => unwritable
        .Where(value => value.Reason == HoldReason.NotAccepted).Select(value => value.Write)
        .Aggregate(this, (bases, write) =>
            bases.Adopt(write, (write.Portal == Portal.Defender ? defender : sentinel).Incident[write.Field], rules));

    /// <summary>
    /// The bases of a twin that exists although its creation got no answer: the portals agreed on the values it was made with, whatever was
    /// edited since.
    /// </summary>
    /// <param name="made">What the twin was given.</param>
    /// <param name="defender">What Defender says now.</param>
    /// <param name="sentinel">What the twin says now.</param>
    /// <returns>The bases with those fields agreed then, and the stamps of what differs by now.</returns>
    public Bases AdoptTwin(IEnumerable<FieldWrite> made, Snapshot defender, Snapshot sentinel) =>
        new Bases(made.Where(write => write.Of is not null && this[write.Field] is null).Aggregate(
            ByField, (bases, write) => bases.SetItem(write.Field, new FieldBase(write.Of!, write.Value))))
                .Observe(defender).Observe(sentinel);

    /// <summary>The fields whose base differs from <paramref name="before"/>.</summary>
    /// <param name="before">The bases as they were loaded.</param>
    /// <returns>Those fields, in the order of <see cref="AllFields.All"/>.</returns>
    public IEnumerable<Field> MovedSince(Bases before) =>
        AllFields.All.Where(field => this[field] is { } now && (before[field] is not { } then || !IsAt(field, then, now)));

    private static bool IsAt(Field field, FieldBase held, FieldBase agreed) =>
        ReferenceEquals(held, agreed)
        || (held.DefenderSince == agreed.DefenderSince && held.SentinelSince == agreed.SentinelSince
            && field.Same(held.Defender, agreed.Defender) && field.Same(held.Sentinel, agreed.Sentinel));
}
