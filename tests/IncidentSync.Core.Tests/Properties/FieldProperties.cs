using System.Text.Json.Nodes;
using FsCheck.Fluent;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>What every field owes, whatever the portals send.</summary>
public sealed class FieldProperties(ITestOutputHelper output)
{
    public static TheoryData<string> FieldNames => [.. AllFields.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void What_was_projected_once_is_projected_to_itself(string name)
    {
        var field = AllFields.Named(name)!;
        Claim.ForAll(output, Arbitrary.Seen(field), value =>
            Twin(field, value) is not { } once || Twin(field, once) is not { } twice || field.Same(once, twice) || field is OwnerField);
    }

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void What_the_twin_is_given_agrees_with_where_it_came_from(string name)
    {
        var field = AllFields.Named(name)!;
        Claim.ForAll(output, Arbitrary.Seen(field), value => Twin(field, value) is not { } twin
            || field.Agree(value, twin, SyncRules.Default.Fields));
    }

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void Every_reading_is_the_same_as_itself_and_sameness_has_no_direction(string name)
    {
        var field = AllFields.Named(name)!;
        Claim.ForAll(output, Arbitrary.Readings(field), Arbitrary.Readings(field), (left, right) =>
            field.Same(left, left) && field.Same(left, right) == field.Same(right, left));
    }

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void A_reading_survives_being_stored_as_text(string name)
    {
        var field = AllFields.Named(name)!;
        Claim.ForAll(output, Arbitrary.Readings(field).Where(reading => IsWhole(field, reading)), reading =>
            field.FromJson(Stored(field.ToJson(reading))) is var back && field.Same(back, reading) && back.GetType() == reading.GetType());
    }

    [Fact]
    public void An_incident_survives_being_stored_and_its_text_is_canonical() =>
        Claim.ForAll(output, Arbitrary.Incidents, incident =>
        {
            var text = incident.ToJson().ToJsonString();
            return Incident.FromJson(JsonNode.Parse(text)!.AsObject()).ToJson().ToJsonString() == text;
        });

    // Outside texts, tags and comments half a surrogate pair is not kept: no portal has a name or an enumeration with one.
    private static bool IsWhole(Field field, Reading reading) => reading switch
    {
        Unknown unknown => IsWhole(unknown.Raw),
        Seen<Owner> { Value: var owner } => IsWhole(owner.Text + "|" + owner.UserPrincipalName + "|" + owner.Email),
        _ => true,
    };

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);

    private static JsonNode? Stored(JsonNode? json) => json is null ? null : JsonNode.Parse(json.ToJsonString());

    private static Reading? Twin(Field field, Reading value) => field.ForTwin(value, SyncRules.Default.Fields);
}
