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

    /// <summary>What kind of alert it is; null where its title says that.</summary>
    public Guid? DetectorId { get; init; }

    public string Title { get; init; } = "Suspicious activity";

    public string? Description { get; init; }

    public string? Category { get; init; } = "Execution";

    public string? ActorDisplayName { get; init; }

    public string? ThreatDisplayName { get; init; }

    public string? ThreatFamilyName { get; init; }

    public string RecommendedActions { get; init; } = "";

    public string InvestigationState { get; init; } = "unsupportedAlertType";

    public ImmutableList<string> SystemTags { get; init; } = [];

    /// <summary>Treated as immutable.</summary>
    public JsonObject CustomDetails { get; init; } = [];

    /// <summary>Treated as immutable.</summary>
    public JsonObject? AdditionalData { get; init; }

    public string? AssignedTo { get; init; }

    public ImmutableList<string> MitreTechniques { get; init; } = [];

    public ImmutableList<DefenderComment> Comments { get; init; } = [];

    /// <summary>As on the wire, <c>@odata.type</c> included; treated as immutable.</summary>
    public ImmutableList<JsonObject> Evidence { get; init; } = [];

    /// <summary>Members that replace or join the others on the wire; treated as immutable.</summary>
    public ImmutableDictionary<string, JsonNode?> Raw { get; init; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>No list shows it before, and none finds it by id; null for at once.</summary>
    public DateTimeOffset? VisibleFrom { get; init; }

    public bool IsVisible(DateTimeOffset now) => VisibleFrom is not { } from || from <= now;

    public DateTimeOffset CreatedDateTime { get; init; }

    public DateTimeOffset LastUpdateDateTime { get; init; }

    public DateTimeOffset? ResolvedDateTime { get; init; }

    public DateTimeOffset? FirstActivityDateTime { get; init; }

    public DateTimeOffset? LastActivityDateTime { get; init; }
}
