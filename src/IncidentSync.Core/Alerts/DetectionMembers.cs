using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>A member of a detection: its name, and how it is made.</summary>
internal sealed record DetectionMember(string Name, Action<Utf8JsonWriter, Detection, Stamp> Write);

/// <summary>
/// The 50 members of a detection, in the order of Microsoft's last documentation of them. Graph has no MD5, and nothing of custom
/// indicators: these stay empty.
/// </summary>
internal static class DetectionMembers
{
    public static readonly ImmutableArray<DetectionMember> All =
    [
        Text("AlertTime", one => (one.Alert.FirstActivity ?? one.Alert.Created).ToString()),
        Text("ComputerDnsName", one => one.Details.DnsName),
        Text("AlertTitle", one => one.Alert.Title),
        Text("Category", one => one.Alert.Category),
        Text("Severity", one => Capital(one.Alert.Severity)),
        Text("AlertId", one => one.Alert.Id),
        Text("Actor", one => one.Alert.ActorName),
        Text("LinkToWDATP", one => one.Alert.AlertWebUrl),
        Text("IocName", Nothing),
        Text("IocValue", Nothing),
        Text("CreatorIocName", Nothing),
        Text("CreatorIocValue", Nothing),
        Text("Sha1", Sha1),
        Text("FileName", one => one.First(part => part.File?.Name)),
        Text("FilePath", one => one.First(part => part.File?.Directory)),
        Text("IpAddress", one => one.First(part => part.IpAddress)),
        Text("Url", one => one.First(part => part.Url)),
        Text("IoaDefinitionId", one => one.Alert.DetectorId),
        Text("UserName", one => one.Account.Name),
        Number("AlertPart", one => one.AlertPart),
        Text("FullId", one => one.FullId),
        new("LastProcessedTimeUtc", (writer, _, lastProcessed) => writer.WriteStringValue(lastProcessed.ToString())),
        Text("ThreatCategory", one => ThreatCategory(one.Alert.ThreatName)),
        Text("ThreatFamily", one => one.Alert.ThreatFamily),
        Text("ThreatName", one => one.Alert.ThreatName),
        Text("RemediationAction", one => Remediation(one) is "none" ? "" : Remediation(one)),
        Flag("RemediationIsSuccess", one => IsSuccess(Remediation(one))),
        Text("Source", one => Source(one.Alert.DetectionSource)),
        Text("Md5", Nothing),
        Text("Sha256", Sha256),
        Flag("WasExecutingWhileDetected", one => WasExecuting(one.Process?.DetectionStatus)),
        Text("UserDomain", one => one.Account.Domain),
        Text("LogOnUsers", one => string.Join("; ", one.Details.LoggedOnUsers.Select(user => user.FullName))),
        Text("MachineDomain", one => one.Details.MachineDomain),
        Text("MachineName", one => one.Details.MachineName),
        Text("InternalIPv4List", one => Addresses(one, six: false)),
        Text("InternalIPv6List", one => Addresses(one, six: true)),
        Text("FileHash", one => Sha1(one) is { Length: > 0 } sha1 ? sha1 : Sha256(one)),
        Text("DeviceID", one => one.Device?.MdeDeviceId ?? ""),
        Text("MachineGroup", one => one.MachineGroup),
        Text("Description", one => one.Alert.Description),
        Text("DeviceCreatedMachineTags", Tags),
        Text("CloudCreatedMachineTags", Tags),
        Text("CommandLine", one => one.First(part => part.Process?.CommandLine)),
        Text("IncidentLinkToWDATP", one => one.Alert.IncidentWebUrl),
        Number("ReportID", one => (int)(BinaryPrimitives.ReadUInt32BigEndian(one.FullIdHash) & int.MaxValue)),
        Text("LinkToMTP", one => one.Alert.AlertWebUrl),
        Text("IncidentLinkToMTP", one => one.Alert.IncidentWebUrl),
        Text("ExternalId", one => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(one.FullId)))),
        Text("IocUniqueId", one => one.IocUniqueId),
    ];

    private static DetectionMember Text(string name, Func<Detection, string> value) =>
        new(name, (writer, detection, _) => writer.WriteStringValue(value(detection)));

    private static DetectionMember Number(string name, Func<Detection, int> value) =>
        new(name, (writer, detection, _) => writer.WriteNumberValue(value(detection)));

    private static DetectionMember Flag(string name, Func<Detection, bool?> value) => new(name, (writer, detection, _) =>
    {
        if (value(detection) is { } known)
        {
            writer.WriteBooleanValue(known);
        }
        else
        {
            writer.WriteNullValue();
        }
    });

    private static string Nothing(Detection detection) => "";

    private static string Sha1(Detection detection) => detection.First(part => part.File?.Sha1);

    private static string Sha256(Detection detection) => detection.First(part => part.File?.Sha256);

    private static string Remediation(Detection detection) => detection.First(part => part.RemediationStatus);

    private static string Tags(Detection detection) => string.Join(", ", detection.MachineTags);

    private static string Addresses(Detection detection, bool six) =>
        string.Join(", ", detection.Details.IpInterfaces.Where(address => address.Contains(':') == six));

    private static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];

    // Such as HackTool:Win32/Mikatz.
    private static string ThreatCategory(string threat) => threat.Split(':', 2) is [var category, _] ? category : "";

    // The words of the old API; every other word is Graph's.
    private static string Source(string detectionSource) => detectionSource switch
    {
        "antivirus" => "Antivirus",
        "microsoftDefenderForEndpoint" => "EDR",
        "customTi" => "CustomerTI",
        _ => detectionSource,
    };

    // What is still running, waits for an approval or did half of it is neither.
    private static bool? IsSuccess(string remediationStatus) => remediationStatus switch
    {
        "remediated" or "prevented" or "blocked" => true,
        "active" or "declined" or "unremediated" or "notFound" => false,
        _ => null,
    };

    private static bool? WasExecuting(string? detectionStatus) => detectionStatus switch
    {
        "detected" or "blocked" => true,
        "prevented" => false,
        _ => null,
    };
}
