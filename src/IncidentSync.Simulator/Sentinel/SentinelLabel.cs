namespace IncidentSync.Simulator.Sentinel;

/// <summary>A tag; the service itself decides the type and does not remove duplicates.</summary>
internal sealed record SentinelLabel(string Name)
{
    /// <summary>User or AutoAssigned.</summary>
    public string Type { get; init; } = "User";
}
