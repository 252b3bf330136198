using System.Globalization;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>The ids of what is given to consumers. The same thing has the same id after a restart, and after a lost database.</summary>
public static class AlertIds
{
    /// <summary>The id of one event of an alert.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="alertId">The alert.</param>
    /// <param name="version">The stamp of the version.</param>
    /// <param name="digest">What the version says.</param>
    /// <returns>A UUID of version 5.</returns>
    public static Guid EventOf(string source, string alertId, Stamp version, string digest) =>
        NameBasedGuid.Of("alert-event", source, alertId, version.Ticks.ToString(CultureInfo.InvariantCulture), digest);

    /// <summary>The id of a range of events that a consumer has lost.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="first">The first sequence number.</param>
    /// <param name="last">The last.</param>
    /// <returns>A UUID of version 5.</returns>
    public static Guid GapOf(string consumer, long first, long last) => NameBasedGuid.Of(
        "gap", consumer, first.ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));

    /// <summary>The id of a piece of evidence: of the alert, the type, and what names the thing; of all it says where nothing names it.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="evidence">The piece.</param>
    /// <returns>A UUID of version 5.</returns>
    public static Guid EvidenceOf(string alertId, Evidence evidence)
    {
        var names = NamesOf(evidence).ToList();
        return NameBasedGuid.Of(["evidence", alertId, evidence.Type, .. names.Count > 0 ? names : [evidence.Digest]]);
    }

    private static List<string> NamesOf(Evidence evidence) =>
    [
        .. new[]
        {
            evidence.MdeDeviceId,
            evidence.Device?.DnsName,
            evidence.Process?.Id?.ToString(CultureInfo.InvariantCulture),
            evidence.Process?.Created?.ToString(),
            evidence.File?.Sha256,
            evidence.File?.Sha1,
            evidence.File?.Path,
            evidence.File?.Name,
            evidence.IpAddress,
            evidence.Url,
            evidence.Process is null ? evidence.Account?.EntraId : null,
            evidence.Process is null ? evidence.Account?.Sid : null,
            evidence.Process is null ? evidence.Account?.UserPrincipalName : null,
            evidence.Process is null ? evidence.Account?.Name : null,
            evidence.Registry?.Hive,
            evidence.Registry?.Key,
            evidence.Registry?.ValueName,
            evidence.Mail?.NetworkMessageId,
            evidence.Mail?.Recipient,
            evidence.Mailbox,
            evidence.ApplicationId,
            evidence.ResourceId,
        }.Select((name, place) => (Name: name ?? "", Place: place)).Where(named => named.Name.Length > 0)
            .Select(named => string.Create(CultureInfo.InvariantCulture, $"{named.Place}:{named.Name}")),
    ];
}
