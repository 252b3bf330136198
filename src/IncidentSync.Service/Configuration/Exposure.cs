namespace IncidentSync.Service.Configuration;

/// <summary>Something of the configuration by which somebody else could read, or speak as the service.</summary>
/// <param name="Setting">Where it is set.</param>
/// <param name="What">What is open, and what to set instead. No value of a setting is repeated but addresses.</param>
/// <param name="IsRefused">With <c>Security:Strict</c> the service does not start.</param>
internal sealed record Exposure(string Setting, string What, bool IsRefused = true)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Setting} {What}";
}
