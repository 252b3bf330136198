using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Native;

/// <summary>An edit that Microsoft's sync did not carry, because it was told to lose it.</summary>
internal sealed record LostEdit(string DefenderId, NativeField Field, Portal From);
