namespace IncidentSync.Core.Alerts;

/// <summary>An application of the cloud.</summary>
public sealed record ApplicationDetails
{
    /// <summary><c>appId</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its display name.</summary>
    public string Name { get; init; } = "";
}
