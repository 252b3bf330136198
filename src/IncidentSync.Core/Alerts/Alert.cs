using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>One version of an alert of Defender. Words are as Graph spells them, and what is absent is empty.</summary>
/// <param name="Id">Its id in Graph: part of an address, and never derived from the provider's id.</param>
/// <param name="Updated"><c>lastUpdateDateTime</c>: the version.</param>
/// <param name="Created"><c>createdDateTime</c>, or the version where it is absent.</param>
/// <param name="Raw">All of it, without U+0000.</param>
public sealed record Alert(string Id, Stamp Updated, Stamp Created, JsonElement Raw)
{
    /// <summary>The id that the product gave it.</summary>
    public string ProviderAlertId { get; init; } = "";

    /// <summary>The incident that it belongs to now; a merge changes it.</summary>
    public string IncidentId { get; init; } = "";

    /// <summary>The Defender tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>What it is called.</summary>
    public string Title { get; init; } = "";

    /// <summary>What happened.</summary>
    public string Description { get; init; } = "";

    /// <summary>Such as <c>high</c>.</summary>
    public string Severity { get; init; } = "";

    /// <summary>Such as <c>inProgress</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Such as <c>truePositive</c>.</summary>
    public string Classification { get; init; } = "";

    /// <summary>Such as <c>malware</c>.</summary>
    public string Determination { get; init; } = "";

    /// <summary>The product, such as <c>microsoftDefenderForEndpoint</c>.</summary>
    public string ServiceSource { get; init; } = "";

    /// <summary>The part of the product that noticed it, such as <c>antivirus</c>.</summary>
    public string DetectionSource { get; init; } = "";

    /// <summary>The product in words.</summary>
    public string ProductName { get; init; } = "";

    /// <summary>The rule that made it.</summary>
    public string DetectorId { get; init; } = "";

    /// <summary>The first tactic; Graph removes it in 2028 in favour of <see cref="Categories"/>.</summary>
    public string Category { get; init; } = "";

    /// <summary>Whose it is, in free text.</summary>
    public string AssignedTo { get; init; } = "";

    /// <summary><c>actorDisplayName</c>.</summary>
    public string ActorName { get; init; } = "";

    /// <summary><c>threatDisplayName</c>, such as <c>HackTool:Win32/Mikatz</c>.</summary>
    public string ThreatName { get; init; } = "";

    /// <summary><c>threatFamilyName</c>.</summary>
    public string ThreatFamily { get; init; } = "";

    /// <summary>How far the automatic investigation is.</summary>
    public string InvestigationState { get; init; } = "";

    /// <summary>What to do, in words.</summary>
    public string RecommendedActions { get; init; } = "";

    /// <summary>Its page in the portal.</summary>
    public string AlertWebUrl { get; init; } = "";

    /// <summary>The page of its incident.</summary>
    public string IncidentWebUrl { get; init; } = "";

    /// <summary>All tactics.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Techniques, such as <c>T1564.001</c>.</summary>
    public ImmutableArray<string> MitreTechniques { get; init; } = [];

    /// <summary>Tags that Defender set.</summary>
    public ImmutableArray<string> SystemTags { get; init; } = [];

    /// <summary><c>firstActivityDateTime</c>.</summary>
    public Stamp? FirstActivity { get; init; }

    /// <summary><c>lastActivityDateTime</c>.</summary>
    public Stamp? LastActivity { get; init; }

    /// <summary><c>resolvedDateTime</c>.</summary>
    public Stamp? Resolved { get; init; }

    /// <summary>Its evidence in Graph's order, repetitions included.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>U+0000 or half a surrogate pair stood in it, neither of which can be stored, and is U+FFFD now.</summary>
    public bool IsHostile { get; init; }

    /// <summary>Each piece of evidence once, where it first stands.</summary>
    public IEnumerable<Evidence> DistinctEvidence => Evidence.DistinctBy(evidence => evidence.Digest);
}
