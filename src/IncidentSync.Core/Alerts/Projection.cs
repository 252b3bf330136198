using System.Collections.Immutable;
using System.Globalization;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// Makes detections of alerts: what the SIEM API of Defender for Endpoint returned, one for each indicator of an alert, made once for ever
/// (Microsoft 365 Defender documentation, "Pull Microsoft Defender for Endpoint detections using SIEM REST API").
/// </summary>
public static class Projection
{
    private static readonly string[] Succeeded = ["remediated", "prevented", "blocked"];
    private static readonly string[] NotSucceeded = ["active", "declined", "unremediated", "notFound"];

    /// <summary>The detections that an alert makes for the first time.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="known">The hashes of those that it made before (<see cref="Detection.Hash"/>).</param>
    /// <param name="nextPart">The AlertPart of the next.</param>
    /// <returns>The new ones, in the order of the evidence.</returns>
    public static ImmutableArray<Detection> Of(Alert alert, IReadOnlySet<string> known, int nextPart)
    {
        var made = ImmutableArray.CreateBuilder<Detection>();
        var primary = PrimaryDevice.Of(alert);
        foreach (var indicator in Indicator.Of(alert))
        {
            var identity = new DetectionIdentity(alert.Id, indicator.Key);
            if (!known.Contains(identity.Hash))
            {
                made.Add(Of(alert, indicator, identity, primary, nextPart + made.Count));
            }
        }

        return made.ToImmutable();
    }

    private static Detection Of(Alert alert, Indicator indicator, DetectionIdentity identity, Evidence? primary, int part)
    {
        var evidence = indicator.Evidence;
        var device = Named(alert, evidence?.MdeDeviceId ?? "") ?? primary;
        var details = device?.Device;
        var file = indicator.File?.File ?? indicator.Process?.File;
        var account = indicator.Process?.Account ?? alert.Evidence.FirstOrDefault(piece => piece.Type == "userEvidence")?.Account;
        var status = evidence?.RemediationStatus is { } said and not "none" ? said : "";
        var (host, domain) = NameOf(details);
        return new Detection(identity.Hash, details?.Group ?? "", device?.Tags ?? [],
        [
            ("AlertTime", TimeOf(alert.FirstActivity ?? alert.Created)),
            ("ComputerDnsName", details?.DnsName ?? ""),
            ("AlertTitle", alert.Title),
            ("Category", alert.Category),
            ("Severity", Capital(alert.Severity)),
            ("AlertId", alert.Id),
            ("Actor", alert.ActorName),
            ("LinkToWDATP", alert.AlertWebUrl),
            ("IocName", ""),
            ("IocValue", ""),
            ("CreatorIocName", ""),
            ("CreatorIocValue", ""),
            ("Sha1", file?.Sha1 ?? ""),
            ("FileName", file?.Name ?? ""),
            ("FilePath", file?.Path ?? ""),
            ("IpAddress", evidence?.IpAddress ?? ""),
            ("Url", evidence?.Url ?? ""),
            ("IoaDefinitionId", alert.DetectorId),
            ("UserName", account?.Name ?? ""),
            ("AlertPart", part),
            ("FullId", identity.FullId),
            (Detection.ProcessedMember, null),
            ("ThreatCategory", alert.ThreatName.Contains(':', StringComparison.Ordinal) ? alert.ThreatName.Split(':')[0] : ""),
            ("ThreatFamily", alert.ThreatFamily),
            ("ThreatName", alert.ThreatName),
            ("RemediationAction", status),
            ("RemediationIsSuccess", IsSuccess(status)),
            ("Source", SourceOf(alert.DetectionSource)),
            ("Md5", ""),
            ("Sha256", file?.Sha256 ?? ""),
            ("WasExecutingWhileDetected", WasExecuting(indicator.Process?.DetectionStatus)),
            ("UserDomain", account?.Domain ?? ""),
            ("LogOnUsers", string.Join("; ", (details?.LoggedOn ?? []).Select(user => $"{user.Domain}\\{user.Name}"))),
            ("MachineDomain", domain),
            ("MachineName", host),
            ("InternalIPv4List", Addresses(details, isV6: false)),
            ("InternalIPv6List", Addresses(details, isV6: true)),
            ("FileHash", file is { Sha1.Length: > 0 } ? file.Sha1 : file?.Sha256 ?? ""),
            ("DeviceID", device?.MdeDeviceId ?? ""),
            ("MachineGroup", details?.Group ?? ""),
            ("Description", alert.Description),
            ("DeviceCreatedMachineTags", string.Join(", ", device?.Tags ?? [])),
            ("CloudCreatedMachineTags", string.Join(", ", device?.Tags ?? [])),
            ("CommandLine", indicator.Process?.Process?.CommandLine ?? ""),
            ("IncidentLinkToWDATP", alert.IncidentWebUrl),
            ("ReportID", identity.ReportId),
            ("LinkToMTP", alert.AlertWebUrl),
            ("IncidentLinkToMTP", alert.IncidentWebUrl),
            ("ExternalId", identity.ExternalId),
            ("IocUniqueId", identity.IocUniqueId),
        ]);
    }

    /// <summary>A time as the old API showed it: UTC, up to seven digits of a second, no zeros at their end.</summary>
    /// <param name="stamp">The moment.</param>
    /// <returns>Such as 2020-09-30T14:09:20.35743Z.</returns>
    internal static string TimeOf(Stamp stamp) => stamp.ToString();

    private static Evidence? Named(Alert alert, string device) => device.Length == 0
        ? null
        : alert.Evidence.FirstOrDefault(piece => piece.Device is not null && piece.MdeDeviceId == device);

    private static (string Host, string Domain) NameOf(DeviceDetails? device)
    {
        var dot = device?.DnsName.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var (first, rest) = device is null ? ("", "") : dot < 0 ? (device.DnsName, "") : (device.DnsName[..dot], device.DnsName[(dot + 1)..]);
        return (
            device is { HostName.Length: > 0 } ? device.HostName : first,
            device is { DnsDomain.Length: > 0 } ? device.DnsDomain : rest);
    }

    private static string Addresses(DeviceDetails? device, bool isV6) =>
        string.Join(", ", (device?.Addresses ?? []).Where(address => address.Contains(':', StringComparison.Ordinal) == isV6));

    private static string Capital(string word) =>
        word.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(word[0])}{word[1..]}");

    private static bool? IsSuccess(string status) =>
        Succeeded.Contains(status, StringComparer.OrdinalIgnoreCase) ? true
        : NotSucceeded.Contains(status, StringComparer.OrdinalIgnoreCase) ? false
        : null;

    private static bool? WasExecuting(string? status) => status switch
    {
        "detected" or "blocked" => true,
        "prevented" => false,
        _ => null,
    };

    private static string SourceOf(string source) => source switch
    {
        "antivirus" => "Antivirus",
        "microsoftDefenderForEndpoint" => "EDR",
        "customTi" => "CustomerTI",
        _ => source,
    };
}
