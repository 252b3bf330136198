using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Tests.State;

/// <summary>Values of every field that have broken stores before.</summary>
internal static class Awkward
{
    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["empty"] = "",
        ["zero character"] = "a\0b",
        ["half a surrogate pair"] = "a\ud83db",
        ["four-byte emoji"] = "\U0001F469\u200D\U0001F4BB done",
        ["right to left and zero width"] = "\u202Eالحادث\u200B",
        ["quotes and escapes"] = """'; drop table link; -- \u0000 "x" \ """,
        ["lines"] = "a\r\nb\tc",
        ["long"] = new string('x', 40_000),
    };

    /// <summary>By a name that says the field and what is awkward.</summary>
    public static readonly IReadOnlyDictionary<string, (Field Field, Reading Reading)> Readings = Named()
        .ToDictionary(value => value.Name, value => (value.Field, value.Reading));

    private static IEnumerable<(string Name, Field Field, Reading Reading)> Named()
    {
        foreach (var field in AllFields.All)
        {
            yield return ($"{field} unseen", field, Reading.Unseen);
            yield return ($"{field} unknown", field, new Unknown("escalated\0"));
            foreach (var (reading, index) in Of(field).Select((reading, index) => (reading, index)))
            {
                yield return ($"{field} {index}", field, reading);
            }
        }

        foreach (var (name, text) in Texts)
        {
            yield return ($"title {name}", AllFields.Title, new Seen<string>(text));
            yield return ($"description {name}", AllFields.Description, new Seen<string>(text));
            yield return ($"verdict {name}", AllFields.Verdict, new Seen<Verdict>(new Verdict(Classification.FalsePositive, text, text)));
            yield return ($"tags {name}", AllFields.Tags, new Seen<Tags>(Tags.Of([text, "vip"])));
            yield return ($"owner {name}", AllFields.Owner, new Seen<Owner>(Owner.InDefender(text)));
        }
    }

    private static IEnumerable<Reading> Of(Field field) => field switch
    {
        StatusField => Enum.GetValues<Status>().Select(status => new Seen<Status>(status)),
        SeverityField => Enum.GetValues<Severity>().Select(severity => new Seen<Severity>(severity)),
        PriorityField => Enum.GetValues<Priority>().Select(priority => new Seen<Priority>(priority)),
        VerdictField => Enum.GetValues<Classification>().Select(known => new Seen<Verdict>(new Verdict(known, "other", ""))),
        OwnerField =>
        [
            new Seen<Owner>(Owner.InDefender("soc tier 2")),
            new Seen<Owner>(Owner.InSentinel("a11ce000-0000-4000-8000-000000000001", "alice@contoso.com", "alice@contoso.com")),
            new Seen<Owner>(Owner.InSentinel("9700a900-0000-4000-8000-000000000001", "", isGroup: true)),
        ],
        TagsField => [new Seen<Tags>(Tags.Of([])), new Seen<Tags>(Tags.Of(["vip", "Phish"]))],
        _ => [new Seen<string>("a title")],
    };
}
