using System.Collections.Immutable;
using System.Text.Json;
using static IncidentSync.Core.Alerts.MadeColumn<IncidentSync.Core.Alerts.EvidenceRow>;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// The columns of <c>DefenderAlertEvidence_CL</c>: the only list of them. The template that makes the table is compared with it.
/// </summary>
public static class EvidenceColumns
{
    internal static readonly ImmutableArray<MadeColumn<EvidenceRow>> Made =
    [
        Time("TimeGenerated", row => row.Event.Alert.Updated),
        Time("LastUpdateTime", row => row.Event.Alert.Updated),
        Time("EvidenceTime", row => row.Evidence.Created),
        Time("ProcessCreationTime", row => row.Evidence.Process?.Created),
        Text("EventId", row => row.Event.EventId.ToString("D")),
        Text("EvidenceId", row => AlertIds.EvidenceOf(row.Event.Alert.Id, row.Evidence).ToString("D")),
        Text("Connection", row => row.Event.Connection),
        Text("DefenderTenantId", row => row.Event.DefenderTenantId),
        Text("AlertId", row => row.Event.Alert.Id),
        Text("IncidentId", row => row.Event.Alert.IncidentId),
        Text("AlertTitle", row => row.Event.Alert.Title),
        Text("Severity", row => row.Event.Alert.Severity),
        Text("ServiceSource", row => row.Event.Alert.ServiceSource),
        Text("EvidenceType", row => row.Evidence.Type),
        Word("EntityKind", row => row.Evidence.Kind),
        Text("Verdict", row => row.Evidence.Verdict),
        Text("RemediationStatus", row => row.Evidence.RemediationStatus),
        Text("DetectionStatus", row => row.Evidence.DetectionStatus),
        Text("DeviceId", row => row.Evidence.MdeDeviceId),
        Text("DeviceName", row => row.DeviceName),
        Text("AccountName", row => row.Evidence.Account?.Name ?? ""),
        Text("AccountDomain", row => row.Evidence.Account?.Domain ?? ""),
        Text("AccountUpn", row => row.Evidence.Account?.UserPrincipalName ?? ""),
        Text("AccountSid", row => row.Evidence.Account?.Sid ?? ""),
        Text("AccountObjectId", row => row.Evidence.Account?.ObjectId ?? ""),
        Text("IpAddress", row => row.Evidence.IpAddress),
        Text("Url", row => row.Evidence.Url),
        Text("FileName", row => row.Evidence.File?.Name ?? ""),
        Text("FolderPath", row => row.Evidence.File?.Path ?? ""),
        Text("Sha1", row => row.Evidence.File?.Sha1 ?? ""),
        Text("Sha256", row => row.Evidence.File?.Sha256 ?? ""),
        Text("ProcessCommandLine", row => row.Evidence.Process?.CommandLine ?? ""),
        Text("RegistryKey", row => row.Evidence.Registry?.FullKey ?? ""),
        Text("RegistryValueName", row => row.Evidence.Registry?.ValueName ?? ""),
        Text("RegistryValueData", row => row.Evidence.Registry?.ValueData ?? ""),
        Text("NetworkMessageId", row => row.Evidence.Mail?.NetworkMessageId ?? ""),
        Text("EmailSubject", row => row.Evidence.Mail?.Subject ?? ""),
        Text("Sender", row => row.Evidence.Mail?.Sender ?? ""),
        Text("Recipient", row => row.Evidence.Mail?.Recipient ?? ""),
        Text("Mailbox", row => row.Evidence.Mailbox),
        Text("ApplicationId", row => row.Evidence.Application?.Id ?? ""),
        Text("ApplicationName", row => row.Evidence.Application?.Name ?? ""),
        Text("ResourceId", row => row.Evidence.ResourceId),
        Json("Roles", row => Member(row, "roles")),
        Json("DetailedRoles", row => Member(row, "detailedRoles")),
        Json("Tags", row => Member(row, "tags")),
        Raw("Evidence", row => row.Evidence.Raw),
        Json(Column.Cut, _ => null),
        Number("ProcessId", "long", row => row.Evidence.Process?.Id),
        Number("FileSize", "long", row => row.Evidence.File?.Size),
        Number("Sequence", "long", row => row.Event.Sequence),
        Number("SchemaVersion", "int", _ => AlertColumns.SchemaVersion),
    ];

    /// <summary>The columns in order.</summary>
    public static ImmutableArray<Column> All { get; } = [.. Made.Select(made => made.Column)];

    private static JsonElement? Member(EvidenceRow row, string name) =>
        row.Evidence.Raw.ValueKind == JsonValueKind.Object && row.Evidence.Raw.TryGetProperty(name, out var value) ? value : null;
}
