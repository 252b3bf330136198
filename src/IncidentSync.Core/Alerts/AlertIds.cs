using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>Ids that every replica gives alike, and again after the database was lost.</summary>
public static class AlertIds
{
    /// <summary>The id of an alert event.</summary>
    /// <param name="source">The source: the Defender tenant whose alerts are read.</param>
    /// <param name="alertId">The alert.</param>
    /// <param name="version">Its <c>lastUpdateDateTime</c>.</param>
    /// <param name="digest">Its digest.</param>
    /// <returns>A UUID of version 5.</returns>
    public static Guid EventOf(string source, string alertId, Stamp version, string digest) =>
        NameBasedGuid.Of("alert", source, alertId, version.Ticks.ToString(CultureInfo.InvariantCulture), digest);

    /// <summary>The id of a thing that is evidence of an alert: the same for every version of the alert and every verdict.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="evidence">The evidence.</param>
    /// <returns>A UUID of version 5.</returns>
    public static Guid EvidenceOf(string alertId, Evidence evidence) =>
        NameBasedGuid.Of("evidence", alertId, Hash(JsonSerializer.Serialize(EvidenceName.Of(evidence))));

    /// <summary>The id of the row that says which events of a source were lost to a stream.</summary>
    /// <param name="source">The source.</param>
    /// <param name="first">The first sequence number that was lost.</param>
    /// <param name="last">The last one.</param>
    /// <returns>A UUID of version 5.</returns>
    public static Guid GapOf(string source, long first, long last) =>
        NameBasedGuid.Of("gap", source, first.ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));

    // Names such as URLs hold slashes and tell letter case apart.
    private static string Hash(string names) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)));
}
