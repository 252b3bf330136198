using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>Something an alert is about; <paramref name="Properties"/> as on the wire, treated as immutable.</summary>
internal sealed record SentinelEntity(string Name, string Kind, JsonObject Properties);
