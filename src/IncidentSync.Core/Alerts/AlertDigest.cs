using System.Text.Json;

namespace IncidentSync.Core.Alerts;

/// <summary>Tells whether two versions of an alert differ in more than their stamp: Defender moves stamps without any change.</summary>
/// <remarks>
/// <code>
/// | what differs                                                                     | the digest |
/// |----------------------------------------------------------------------------------|------------|
/// | lastUpdateDateTime; the order of evidence; evidence that stands there twice;      | stays      |
/// |   when evidence came; a member that is null or is not there                       |            |
/// | anything else: a merge into another incident, too                                 | changes    |
/// </code>
/// </remarks>
public static class AlertDigest
{
    /// <summary>The digest of a version.</summary>
    /// <param name="alert">The version.</param>
    /// <returns>SHA-256 in lower hex.</returns>
    public static string Of(Alert alert) => CanonicalJson.Digest(writer =>
    {
        writer.WriteStartObject();
        foreach (var member in CanonicalJson.Members(alert.Raw).Where(member => member.Name != "lastUpdateDateTime"))
        {
            writer.WritePropertyName(member.Name);
            if (member is { Name: "evidence", Value.ValueKind: JsonValueKind.Array })
            {
                WriteEvidence(writer, alert);
            }
            else
            {
                CanonicalJson.Write(writer, member.Value);
            }
        }

        writer.WriteEndObject();
    });

    private static void WriteEvidence(Utf8JsonWriter writer, Alert alert)
    {
        writer.WriteStartArray();
        foreach (var digest in alert.DistinctEvidence.Select(evidence => evidence.Digest).Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(digest);
        }

        writer.WriteEndArray();
    }
}
