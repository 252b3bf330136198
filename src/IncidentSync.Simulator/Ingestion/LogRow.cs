using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>A row of a table, treated as immutable.</summary>
/// <param name="Number">In the order of receipt; from 1.</param>
/// <param name="ReceivedAt">On the simulator's clock.</param>
/// <param name="ClientRequestId">The header of the call that brought it.</param>
/// <param name="Columns">Every declared column; null where nothing came.</param>
internal sealed record LogRow(long Number, DateTimeOffset ReceivedAt, string? ClientRequestId, JsonObject Columns);
