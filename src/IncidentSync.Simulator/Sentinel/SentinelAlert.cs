using System.Collections.Immutable;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>A SecurityAlert of a workspace.</summary>
internal sealed record SentinelAlert(string SystemAlertId)
{
    public string ProviderAlertId { get; init; } = SystemAlertId;

    public string AlertDisplayName { get; init; } = "Suspicious activity";

    public string Description { get; init; } = "";

    public string Severity { get; init; } = "Medium";

    public string Status { get; init; } = "New";

    public string ProductName { get; init; } = "Azure Sentinel";

    public ImmutableList<string> Tactics { get; init; } = [];

    /// <summary>Of MITRE ATT&amp;CK; an incident shows them.</summary>
    public ImmutableList<string> Techniques { get; init; } = [];

    public ImmutableList<SentinelEntity> Entities { get; init; } = [];

    public DateTimeOffset TimeGenerated { get; init; }
}
