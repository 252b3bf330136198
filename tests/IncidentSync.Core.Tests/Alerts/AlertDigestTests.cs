using System.Text.Json;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>Only a version that says something new is an alert event.</summary>
public sealed class AlertDigestTests
{
    private const string File = """{"@odata.type":"#microsoft.graph.security.fileEvidence","createdDateTime":"2026-11-28T11:58:00Z"}""";
    private const string Ip = """{"@odata.type":"#microsoft.graph.security.ipEvidence","ipAddress":"203.0.113.7"}""";

    private const string FileLater =
        """{"createdDateTime":"2026-11-28T11:59:00Z","@odata.type":"#microsoft.graph.security.fileEvidence"}""";

    [Theory]
    [InlineData("""{"title":"T","incidentId":"1","evidence":[],"lastUpdateDateTime":"2026-11-28T12:00:01Z"}""")]
    [InlineData("""{"evidence":[],"incidentId":"1","title":"T"}""")]
    [InlineData("""{"title":"T","incidentId":"1","assignedTo":null,"evidence":[]}""")]
    [InlineData("""{ "title":"\u0054", "incidentId":"1", "evidence":[] }""")]
    public void A_moved_stamp_a_new_order_of_members_and_what_is_null_change_nothing(string version) =>
        Digest(version).ShouldBe(Digest("""{"title":"T","incidentId":"1","lastUpdateDateTime":"2026-11-28T12:00:00Z","evidence":[]}"""));

    [Theory]
    [InlineData($"{Ip},{File}")]
    [InlineData($"{File},{Ip},{File}")]
    [InlineData($"{FileLater},{Ip}")]
    public void The_order_the_repetitions_and_the_times_of_evidence_do_not_count(string evidence) =>
        Digest($$"""{"evidence":[{{evidence}}]}""").ShouldBe(Digest($$"""{"evidence":[{{File}},{{Ip}}]}"""));

    [Theory]
    [InlineData("""{"title":"U","incidentId":"1","evidence":[]}""")]
    [InlineData("""{"title":"T","incidentId":"2","evidence":[]}""")]
    [InlineData("""{"title":"T","incidentId":"1","evidence":[{"@odata.type":"x"}]}""")]
    [InlineData("""{"title":"T","incidentId":"1","evidence":[],"unheardOf":{"of":[1]}}""")]
    [InlineData("""{"title":"T","incidentId":"1","evidence":"none"}""")]
    public void Anything_else_counts_a_merge_into_another_incident_too(string version) =>
        Digest(version).ShouldNotBe(Digest("""{"title":"T","incidentId":"1","evidence":[]}"""));

    [Fact]
    public void It_is_a_SHA_256_in_lower_hex() => Digest("{}").ShouldMatch("^[0-9a-f]{64}$");

    [Fact]
    public void The_order_of_a_list_within_evidence_counts() =>
        Digest("""{"evidence":[{"tags":["a","b"]}]}""").ShouldNotBe(Digest("""{"evidence":[{"tags":["b","a"]}]}"""));

    private static string Digest(string version)
    {
        var raw = Sample.Json(version);
        var evidence = raw.TryGetProperty("evidence", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(item => new Evidence("", item))
            : [];
        return AlertDigest.Of(Sample.Alert([.. evidence]) with { Raw = raw });
    }
}
