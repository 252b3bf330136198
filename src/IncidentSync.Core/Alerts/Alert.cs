using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// One version of one alert of Defender (Graph: microsoft.graph.security.alert). Words are as Graph spells them; a text that is absent is
/// empty.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="IncidentId">The incident it belongs to now.</param>
/// <param name="Updated">lastUpdateDateTime, which churns.</param>
/// <param name="Created">createdDateTime.</param>
/// <param name="Raw">The whole object.</param>
public sealed record Alert(string Id, string IncidentId, Stamp Updated, Stamp Created, JsonElement Raw)
{
    /// <summary>What the product that raised it calls it.</summary>
    public string ProviderAlertId { get; init; } = "";

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>informational, low, medium, high, or another word.</summary>
    public string Severity { get; init; } = "";

    /// <summary>new, inProgress, resolved, or another word.</summary>
    public string Status { get; init; } = "";

    /// <summary>What a person found it to be.</summary>
    public string Classification { get; init; } = "";

    /// <summary>Why.</summary>
    public string Determination { get; init; } = "";

    /// <summary>The product that raised it; consumers filter by it.</summary>
    public string ServiceSource { get; init; } = "";

    /// <summary>The part of that product.</summary>
    public string DetectionSource { get; init; } = "";

    /// <summary>The product's name.</summary>
    public string ProductName { get; init; } = "";

    /// <summary>The rule that raised it.</summary>
    public string DetectorId { get; init; } = "";

    /// <summary>The tactic.</summary>
    public string Category { get; init; } = "";

    /// <summary>Who works on it.</summary>
    public string AssignedTo { get; init; } = "";

    /// <summary>The actor.</summary>
    public string ActorName { get; init; } = "";

    /// <summary>The threat, such as HackTool:Win32/Mikatz!dha.</summary>
    public string ThreatName { get; init; } = "";

    /// <summary>The family of the threat.</summary>
    public string ThreatFamily { get; init; } = "";

    /// <summary>How far an automatic investigation is.</summary>
    public string InvestigationState { get; init; } = "";

    /// <summary>What to do.</summary>
    public string RecommendedActions { get; init; } = "";

    /// <summary>The alert's page.</summary>
    public string AlertWebUrl { get; init; } = "";

    /// <summary>The incident's page.</summary>
    public string IncidentWebUrl { get; init; } = "";

    /// <summary>The first activity it is about; null where none is said.</summary>
    public Stamp? FirstActivity { get; init; }

    /// <summary>The last activity it is about; null where none is said.</summary>
    public Stamp? LastActivity { get; init; }

    /// <summary>When it was resolved; null while it is not.</summary>
    public Stamp? Resolved { get; init; }

    /// <summary>Its evidence, in Graph's order; the same piece may stand twice.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
}
