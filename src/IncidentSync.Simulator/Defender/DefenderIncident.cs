using System.Collections.Immutable;

namespace IncidentSync.Simulator.Defender;

/// <summary>One version of an incident. Enumerations are text in the API's own spelling, so that members no client knows can be held
/// too.</summary>
internal sealed record DefenderIncident(string Id, Guid TenantId)
{
    public string Status { get; init; } = "active";

    public string Severity { get; init; } = "medium";

    /// <summary>All 474 incidents of one tenant in which nobody had judged said "unknown"; null is said too.</summary>
    public string? Classification { get; init; } = "unknown";

    /// <summary>Null where nobody has judged, which the documentation does not say.</summary>
    public string? Determination { get; init; }

    public string DisplayName { get; init; } = "Suspicious activity on one endpoint";

    public string? Description { get; init; }

    public string? Summary { get; init; }

    public string? ResolvingComment { get; init; }

    public string? AssignedTo { get; init; }

    public ImmutableList<string> CustomTags { get; init; } = [];

    public ImmutableList<string> SystemTags { get; init; } = [];

    public ImmutableList<DefenderComment> Comments { get; init; } = [];

    public ImmutableList<string> AlertIds { get; init; } = [];

    public string? RedirectIncidentId { get; init; }

    public int? PriorityScore { get; init; }

    public DateTimeOffset CreatedDateTime { get; init; }

    public DateTimeOffset LastUpdateDateTime { get; init; }

    public string LastModifiedBy { get; init; } = "";

    public bool IsRedirected => Status == "redirected";

    public string WebUrl => $"https://security.microsoft.com/incident2/{Id}/overview?tid={TenantId}";
}
