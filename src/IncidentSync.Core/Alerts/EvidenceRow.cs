namespace IncidentSync.Core.Alerts;

/// <summary>A row of the table of evidence in the workspace.</summary>
/// <param name="Event">The row of the alert event that brought or changed it.</param>
/// <param name="Evidence">The evidence.</param>
public sealed record EvidenceRow(AlertRow Event, Evidence Evidence)
{
    /// <summary>The name of its device: its own, or that of the device on which it was seen.</summary>
    internal string DeviceName => (Evidence.Device ?? Device)?.ShownName ?? "";

    private DeviceDetails? Device => Evidence.MdeDeviceId.Length == 0
        ? null
        : Event.Alert.Evidence.FirstOrDefault(other => other.Device is not null && other.MdeDeviceId == Evidence.MdeDeviceId)?.Device;

    /// <summary>The row as it is sent.</summary>
    /// <returns>A JSON object in UTF-8; the same row gives the same bytes.</returns>
    public byte[] ToJson() => RowJson.Write(EvidenceColumns.Made, this, withRaw: true);

    /// <summary>The row without its raw column, for a workspace that refused it.</summary>
    /// <returns>A JSON object in UTF-8 whose raw column is null and named among those that were cut.</returns>
    public byte[] ToJsonWithoutRaw() => RowJson.Write(EvidenceColumns.Made, this, withRaw: false);
}
