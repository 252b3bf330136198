using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>A row as the table has it.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="VisibleAt">When a query shows it.</param>
internal sealed record TableRow(JsonObject Columns, DateTimeOffset VisibleAt);
