using System.Globalization;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>A row of the table of alerts in the workspace.</summary>
/// <param name="Connection">The connection that streams it.</param>
/// <param name="DefenderTenantId">The Defender tenant.</param>
/// <param name="EventId">The event's id; that of the alert's newest event when the row is sent for a link.</param>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="Sequence">The event's place in its source.</param>
/// <param name="SentinelIncidentName">The name of the twin; empty while there is none.</param>
/// <param name="Alert">The version.</param>
public sealed record AlertRow(
    string Connection, string DefenderTenantId, Guid EventId, string Kind, long Sequence, string SentinelIncidentName, Alert Alert)
{
    /// <summary>The row that says which events were lost: they were purged before the stream had them.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="defenderTenantId">The Defender tenant, which is the source.</param>
    /// <param name="first">The first sequence number that was lost.</param>
    /// <param name="last">The last one.</param>
    /// <param name="at">When that was noticed.</param>
    /// <returns>A row of kind <see cref="EventKinds.Gap"/>.</returns>
    public static AlertRow Gap(string connection, string defenderTenantId, long first, long last, Stamp at)
    {
        var raw = JsonSerializer.SerializeToElement(new { additionalData = new { firstSequence = first, lastSequence = last } });
        var alert = new Alert("", at, at, raw)
        {
            Title = "Alert events were lost",
            Description = string.Create(
                CultureInfo.InvariantCulture, $"The events {first} to {last} were purged before this stream had sent them."),
        };
        return new(connection, defenderTenantId, AlertIds.GapOf(defenderTenantId, first, last), EventKinds.Gap, last, "", alert);
    }

    /// <summary>The row as it is sent.</summary>
    /// <returns>A JSON object in UTF-8; the same row gives the same bytes.</returns>
    public byte[] ToJson() => RowJson.Write(AlertColumns.Made, this, withRaw: true);

    /// <summary>The row without its raw columns, for a workspace that refused it.</summary>
    /// <returns>A JSON object in UTF-8 whose raw columns are null and named among those that were cut.</returns>
    public byte[] ToJsonWithoutRaw() => RowJson.Write(AlertColumns.Made, this, withRaw: false);
}
