using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Defender;

/// <summary>One version of an alert of alerts_v2.</summary>
internal sealed record DefenderAlert(string Id, string IncidentId, Guid TenantId)
{
    public string ProviderAlertId { get; init; } = Id;

    public string Status { get; init; } = "new";

    public string Severity { get; init; } = "medium";

    /// <summary>Null where nobody has judged, as in a live alert of 2026.</summary>
    public string? Classification { get; init; }

    public string? Determination { get; init; }

    public string ServiceSource { get; init; } = "microsoftDefenderForEndpoint";

    public string DetectionSource { get; init; } = "microsoftDefenderForEndpoint";

    public string ProductName { get; init; } = "Microsoft Defender for Endpoint";

    public string Title { get; init; } = "Suspicious activity";

    public string? Description { get; init; }

    public string? Category { get; init; } = "Execution";

    public string? AssignedTo { get; init; }

    public ImmutableList<string> MitreTechniques { get; init; } = [];

    public ImmutableList<DefenderComment> Comments { get; init; } = [];

    /// <summary>As on the wire, <c>@odata.type</c> included; treated as immutable.</summary>
    public ImmutableList<JsonObject> Evidence { get; init; } = [];

    public DateTimeOffset CreatedDateTime { get; init; }

    public DateTimeOffset LastUpdateDateTime { get; init; }

    public DateTimeOffset? ResolvedDateTime { get; init; }

    public DateTimeOffset? FirstActivityDateTime { get; init; }

    public DateTimeOffset? LastActivityDateTime { get; init; }
}
