using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// The table DefenderAlertEvidence_CL: one row for each piece of evidence that an event brought or changed. This is the only list of its
/// columns.
/// </summary>
public static class EvidenceColumns
{
    private const int SchemaVersion = 1;

    private static readonly TableColumn<Row>[] Columns =
    [
        Time("TimeGenerated", row => row.Alert.Updated),
        Time("LastUpdateTime", row => row.Alert.Updated),
        Time("EvidenceTime", row => row.Evidence.Created),
        Time("ProcessCreationTime", row => row.Evidence.Process?.Created),
        Text("EventId", row => $"{row.Origin.EventId}"),
        Text("EvidenceId", row => $"{AlertIds.EvidenceOf(row.Alert.Id, row.Evidence)}"),
        Text("Connection", row => row.Origin.Connection),
        Text("DefenderTenantId", row => row.Origin.TenantId),
        Text("AlertId", row => row.Alert.Id),
        Text("IncidentId", row => row.Alert.IncidentId),
        Text("AlertTitle", row => row.Alert.Title),
        Text("Severity", row => row.Alert.Severity),
        Text("ServiceSource", row => row.Alert.ServiceSource),
        Text("EvidenceType", row => row.Evidence.Type),
        Text("EntityKind", row => row.Evidence.Kind),
        Text("Verdict", row => row.Evidence.Verdict),
        Text("RemediationStatus", row => row.Evidence.RemediationStatus),
        Text("DetectionStatus", row => row.Evidence.DetectionStatus),
        Text("DeviceId", row => row.Evidence.MdeDeviceId),
        Text("DeviceName", row => row.Device?.DnsName),
        Text("AccountName", row => row.Evidence.Account?.Name),
        Text("AccountDomain", row => row.Evidence.Account?.Domain),
        Text("AccountUpn", row => row.Evidence.Account?.UserPrincipalName),
        Text("AccountSid", row => row.Evidence.Account?.Sid),
        Text("AccountObjectId", row => row.Evidence.Account?.ObjectId),
        Text("IpAddress", row => row.Evidence.IpAddress),
        Text("Url", row => row.Evidence.Url),
        Text("FileName", row => row.Evidence.File?.Name),
        Text("FolderPath", row => row.Evidence.File?.Directory),
        Text("Sha1", row => row.Evidence.File?.Sha1),
        Text("Sha256", row => row.Evidence.File?.Sha256),
        Text("ProcessCommandLine", row => row.Evidence.Process?.CommandLine),
        Text("RegistryKey", row => row.Evidence.Registry?.FullKey),
        Text("RegistryValueName", row => row.Evidence.Registry?.ValueName),
        Text("RegistryValueData", row => row.Evidence.Registry?.ValueData),
        Text("NetworkMessageId", row => row.Evidence.Mail?.NetworkMessageId),
        Text("EmailSubject", row => row.Evidence.Mail?.Subject),
        Text("Sender", row => row.Evidence.Mail?.Sender),
        Text("Recipient", row => row.Evidence.Mail?.Recipient),
        Text("Mailbox", row => row.Evidence.Mailbox),
        Text("ApplicationId", row => row.Evidence.Application?.Id),
        Text("ApplicationName", row => row.Evidence.Application?.Name),
        Text("ResourceId", row => row.Evidence.ResourceId),
        new("Roles", ColumnType.Dynamic, row => List(row.Evidence.Roles)),
        new("DetailedRoles", ColumnType.Dynamic, row => List(row.Evidence.DetailedRoles)),
        new("Tags", ColumnType.Dynamic, row => List(row.Evidence.Tags)),
        new("Evidence", ColumnType.Dynamic, row => JsonNodes.Of(row.Evidence.Raw), IsRaw: true),
        new("ProcessId", ColumnType.Long, row => row.Evidence.Process?.Id),
        new("FileSize", ColumnType.Long, row => row.Evidence.File?.Size),
        new("Sequence", ColumnType.Long, row => row.Origin.Sequence),
        new("SchemaVersion", ColumnType.Int, _ => SchemaVersion),
        new(TableRows.CutColumns, ColumnType.Dynamic, _ => null),
    ];

    /// <summary>The names and types of all columns.</summary>
    public static IEnumerable<(string Name, ColumnType Type)> All => Columns.Select(column => (column.Name, column.Type));

    /// <summary>The row of a piece of evidence.</summary>
    /// <param name="origin">The event that brought it.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="evidence">The piece.</param>
    /// <param name="withoutRaw">Leaves out what others wrote as it is.</param>
    /// <returns>The row.</returns>
    public static TableRow Of(AlertOrigin origin, Alert alert, Evidence evidence, bool withoutRaw = false) =>
        TableRows.Of(Columns, new Row(origin, alert, evidence), withoutRaw);

    // What is absent is null.
    private static TableColumn<Row> Text(string name, Func<Row, string?> text) =>
        new(name, ColumnType.String, row => text(row) is { Length: > 0 } said ? said : null);

    private static TableColumn<Row> Time(string name, Func<Row, Stamp?> stamp) =>
        new(name, ColumnType.DateTime, row => stamp(row)?.ToString());

    private static JsonArray List(ImmutableArray<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    private sealed record Row(AlertOrigin Origin, Alert Alert, Evidence Evidence)
    {
        /// <summary>The device that it is, or was found on.</summary>
        public DeviceDetails? Device => Evidence.Device ?? (Evidence.MdeDeviceId.Length == 0
            ? null
            : Alert.Evidence.FirstOrDefault(other => other.Device is not null && other.MdeDeviceId == Evidence.MdeDeviceId)?.Device);
    }
}
