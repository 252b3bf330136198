using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentSync.Core.Alerts;

/// <summary>What an alert or a piece of evidence says, as a digest: the order of members and of evidence does not count.</summary>
public static class AlertDigest
{
    /// <summary>The digest of an alert, without the stamp that churns. Evidence that stands twice counts once.</summary>
    /// <param name="alert">The alert.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(Alert alert)
    {
        var text = new StringBuilder();
        foreach (var member in Members(alert.Raw).Where(member => member.Name is not ("lastUpdateDateTime" or "evidence")))
        {
            Append(text.Append(member.Name).Append('='), member.Value);
        }

        text.AppendJoin(',', alert.Evidence.Select(evidence => evidence.Digest).Distinct().Order(StringComparer.Ordinal));
        return Hash(text);
    }

    /// <summary>The digest of a piece of evidence, without the time when it was added.</summary>
    /// <param name="evidence">The object.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string OfEvidence(JsonElement evidence)
    {
        var text = new StringBuilder();
        foreach (var member in Members(evidence).Where(member => member.Name != "createdDateTime"))
        {
            Append(text.Append(member.Name).Append('='), member.Value);
        }

        return Hash(text);
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in Members(value))
                {
                    Append(text.Append(JsonEncodedText.Encode(member.Name)).Append('='), member.Value);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Append(text, item);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append('"').Append(JsonEncodedText.Encode(value.GetString()!)).Append('"');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }

        text.Append(',');
    }

    private static IEnumerable<JsonProperty> Members(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)
        : [];

    private static string Hash(StringBuilder text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
