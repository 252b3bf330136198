using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Tests.Properties;
using Text = IncidentSync.Core.Values.Text;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>No value of a row is longer than a workspace keeps, and the row says which was cut.</summary>
public sealed class CutTests(ITestOutputHelper output)
{
    private const int Longest = 60_000;

    [Theory]
    [InlineData("a", 60_000)]
    [InlineData("\u00E9", 30_000)]
    [InlineData("\u20AC", 20_000)]
    [InlineData("\U0001F469\u200D\u2708\uFE0F", 4_615)]
    public void A_text_is_cut_between_visible_characters_at_60_000_bytes(string one, int kept)
    {
        Row(Repeat(one, kept)).GetProperty("CutColumns").ValueKind.ShouldBe(JsonValueKind.Null);
        var row = Row(Repeat(one, kept + 1));
        row.GetProperty("Description").GetString().ShouldBe(Repeat(one, kept));
        row.GetProperty("CutColumns").GetRawText().ShouldBe("""["Description"]""");
    }

    [Fact]
    public void A_list_loses_elements_from_its_end()
    {
        var row = Raw($$"""{"categories":["{{Repeat("a", 29_994)}}","{{Repeat("b", 29_999)}}","c"]}""");
        row.GetProperty("Categories").EnumerateArray().Select(one => one.GetString()![0]).ShouldBe(['a', 'b']);
        row.GetProperty("Categories").GetRawText().Length.ShouldBe(60_000);
        row.GetProperty("CutColumns").GetRawText().ShouldBe("""["Categories"]""");
    }

    [Fact]
    public void The_commas_of_a_list_count() =>
        Raw($$"""{"categories":["{{Repeat("a", 29_995)}}","{{Repeat("b", 29_999)}}"]}""").GetProperty("Categories").GetArrayLength()
            .ShouldBe(1);

    [Fact]
    public void A_list_whose_first_element_is_too_long_is_empty() =>
        Raw($$"""{"comments":[{"comment":"{{Repeat("a", Longest)}}"}]}""").GetProperty("Comments").GetRawText().ShouldBe("[]");

    [Theory]
    [InlineData("""{"a":"LONG"}""")]
    [InlineData("\"LONG\"")]
    public void An_object_is_replaced(string json) =>
        Raw($$"""{"customDetails":{{json.Replace("LONG", Repeat("a", Longest))}}}""").GetProperty("CustomDetails").GetRawText()
            .ShouldBe("""{"cut":true}""");

    [Fact]
    public void Several_are_named_in_the_order_of_the_columns() =>
        Raw($$"""{"comments":["{{Repeat("a", Longest)}}"],"systemTags":["{{Repeat("a", Longest)}}"]}""", Repeat("a", Longest + 1))
            .GetProperty("CutColumns").GetRawText().ShouldBe("""["Description","SystemTags","Comments"]""");

    [Fact]
    public void Any_text_is_cut_to_the_longest_beginning_that_fits_and_ends_between_visible_characters() =>
        Claim.ForAll(output, Arbitrary.Texts, Gen.Choose(0, 12), (text, limit) =>
        {
            var cut = Text.CutToBytes(text, limit);
            var ends = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToArray();
            return Bytes(cut) <= limit && text.StartsWith(cut, StringComparison.Ordinal) && ends.Contains(cut.Length)
                && !ends.Any(end => end > cut.Length && Bytes(text[..end]) <= limit);
        });

    [Fact]
    public void Whatever_stands_in_an_alert_every_row_and_detection_is_JSON_with_all_columns_and_none_too_long() =>
        Claim.ForAll(output, Arbitrary.Texts, Gen.Frequency((40, Gen.Choose(1, 60)), (1, Gen.Elements(6_000, 30_000))), (text, times) =>
        {
            var alert = Hostile(Repeat(text, times * 3 / Math.Max(1, text.Length)));
            var row = new AlertRow(text, text, Guid.Empty, EventKinds.New, 1, text, alert);
            var rows = alert.DistinctEvidence.Select(evidence => new EvidenceRow(row, evidence)).ToList();
            return IsRow(row.ToJson(), AlertColumns.All) && IsRow(row.ToJsonWithoutRaw(), AlertColumns.All)
                && rows.All(one => IsRow(one.ToJson(), EvidenceColumns.All) && IsRow(one.ToJsonWithoutRaw(), EvidenceColumns.All))
                && Projection.Of(alert, new HashSet<string>(), 0).All(made => IsDetection(made.ToJson(alert.Created)));
        });

    private static Alert Hostile(string text)
    {
        var raw = JsonSerializer.SerializeToElement(new
        {
            categories = new[] { text, text }, systemTags = text, comments = new object[] { new { comment = text }, text },
            customDetails = new Dictionary<string, string> { [text] = text }, additionalData = new { text },
        });
        var device = Sample.Device(text, text) with { Tags = [text], Device = new() { DnsName = text, IpInterfaces = [text, text] } };
        var alert = Sample.Alert(
            device, Sample.File(text, text, text), Sample.Process(text, text, user: text), Sample.Ip(text), Sample.Url(text));
        return alert with { Title = text, Description = text, Severity = text, ThreatName = text, Raw = raw };
    }

    private static bool IsRow(byte[] json, IReadOnlyList<Column> columns)
    {
        var row = JsonSerializer.Deserialize<JsonElement>(json);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(json).Length > 0
            && row.EnumerateObject().Select(member => member.Name).SequenceEqual(columns.Select(column => column.Name))
            && row.EnumerateObject().All(member => Bytes(Value(member.Value)) <= Longest);
    }

    private static bool IsDetection(string json) =>
        Sample.Json(json).EnumerateObject().Select(member => member.Name).SequenceEqual(Detection.Members);

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static string Repeat(string one, int times) => string.Concat(Enumerable.Repeat(one, times));

    private static JsonElement Row(string description) => Raw("{}", description);

    private static JsonElement Raw(string raw, string description = "") => JsonSerializer.Deserialize<JsonElement>(new AlertRow(
        "contoso", "b3c1b5fc", Guid.Empty, EventKinds.New, 1, "",
        Sample.Alert() with { Raw = Sample.Json(raw), Description = description }).ToJson());
}
