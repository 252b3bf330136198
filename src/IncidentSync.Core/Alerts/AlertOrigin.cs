namespace IncidentSync.Core.Alerts;

/// <summary>What a row says of its event beside the alert.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="TenantId">The Defender tenant.</param>
/// <param name="EventId">The event.</param>
/// <param name="Kind">new, changed, linked or gap.</param>
/// <param name="Sequence">The event's number in its source.</param>
/// <param name="Twin">The name of the twin; empty while there is none.</param>
public sealed record AlertOrigin(string Connection, string TenantId, Guid EventId, string Kind, long Sequence, string Twin);

/// <summary>One row of a table.</summary>
/// <param name="Json">The row as a JSON object.</param>
/// <param name="IsCut">A column of it is cut.</param>
public sealed record TableRow(ReadOnlyMemory<byte> Json, bool IsCut);
