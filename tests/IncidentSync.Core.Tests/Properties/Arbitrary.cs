using FsCheck;
using FsCheck.Fluent;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>
/// What a portal may send, the odd included: every string is one of ordinary, empty, emoji, combining, half a surrogate, U+0000.
/// </summary>
internal static class Arbitrary
{
    private static readonly string[] Odd =
    [
        "", " ", "\0", "\ud83d", "\ude00", "\ud83d\ude00", "e\u0301", "\u00e9", "\u212b",
        "\r\n", "\u202e", "\ufeff", "I", "i", "\u0130", "\u00df", "unknown", "@", "/",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F1E9\U0001F1EA", "\ufffd",
    ];

    /// <summary>Pieces of text put together: halves of surrogate pairs may meet.</summary>
    public static Gen<string> Texts { get; } =
        Gen.ArrayOf(Gen.OneOf(Gen.Elements(Odd), Gen.Elements("a", "b", "A", "x", "text"))).Select(string.Concat);

    public static Gen<Tags> TagSets { get; } = Gen.ArrayOf(
        Gen.OneOf(Gen.Elements("a", "b", "c", "d", "A", " b", "\u00e9", "e\u0301"), Texts)).Select(tags => Tags.Of(tags));

    public static Gen<Verdict> Verdicts { get; } =
        from chosen in Gen.Elements(Enum.GetValues<Classification>())
        from detail in Gen.Elements("", "malware", "other", "SuspiciousActivity", "IncorrectAlertLogic", "InaccurateData")
        from comment in Texts
        select new Verdict(chosen, detail, comment);

    public static Gen<Owner> Owners { get; } = Gen.OneOf(
        Texts.Select(Owner.InDefender),
        from objectId in Gen.Elements("", "o-1", "o-2", "O-1")
        from name in Texts
        from mail in Texts
        from isGroup in Gen.Elements(true, false)
        select Owner.InSentinel(objectId, name, mail, isGroup && objectId.Length + name.Length + mail.Length > 0));

    /// <summary>Any reading of a field, of either portal.</summary>
    public static Gen<Reading> Readings(Field field) => Gen.Frequency(
        (8, Seen(field)),
        (1, Texts.Select(Reading (raw) => new Unknown(raw))),
        (1, Gen.Constant(Reading.Unseen)));

    /// <summary>Any value of a field.</summary>
    public static Gen<Reading> Seen(Field field) => field switch
    {
        StatusField => Gen.Elements(Enum.GetValues<Status>()).Select(Reading (value) => new Seen<Status>(value)),
        SeverityField => Gen.Elements(Enum.GetValues<Severity>()).Select(Reading (value) => new Seen<Severity>(value)),
        PriorityField => Gen.Elements(Enum.GetValues<Priority>()).Select(Reading (value) => new Seen<Priority>(value)),
        VerdictField => Verdicts.Select(Reading (value) => new Seen<Verdict>(value)),
        OwnerField => Owners.Select(Reading (value) => new Seen<Owner>(value)),
        TagsField => TagSets.Select(Reading (value) => new Seen<Tags>(value)),
        _ => Texts.Select(Reading (value) => new Seen<string>(value)),
    };

    /// <summary>An incident with any reading in every field.</summary>
    public static Gen<Incident> Incidents { get; } = AllFields.All.Aggregate(
        Gen.Constant(Incident.Empty),
        (made, field) => made.SelectMany(incident => Readings(field).Select(reading => incident.With(field, reading))));
}
