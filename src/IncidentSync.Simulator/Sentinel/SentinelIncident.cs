using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>One version of an incident.</summary>
internal sealed record SentinelIncident(string Name, int Number)
{
    public string Etag { get; init; } = "";

    public string Title { get; init; } = "Suspicious sign-in";

    public string Severity { get; init; } = "Medium";

    public string Status { get; init; } = "New";

    public string? Description { get; init; }

    public string? Classification { get; init; }

    public string? ClassificationReason { get; init; }

    public string? ClassificationComment { get; init; }

    public SentinelOwner Owner { get; init; } = SentinelOwner.Nobody;

    public ImmutableList<SentinelLabel> Labels { get; init; } = [];

    public DateTimeOffset? FirstActivityTimeUtc { get; init; }

    public DateTimeOffset? LastActivityTimeUtc { get; init; }

    public DateTimeOffset CreatedTimeUtc { get; init; }

    public DateTimeOffset LastModifiedTimeUtc { get; init; }

    public string ProviderName { get; init; } = "Azure Sentinel";

    public string ProviderIncidentId { get; init; } = $"{Number}";

    public string? ProviderIncidentUrl { get; init; }

    public ImmutableList<string> RelatedAnalyticRuleIds { get; init; } = [];

    public ImmutableList<string> Tactics { get; init; } = [];

    public ImmutableList<string> Techniques { get; init; } = [];

    public ImmutableList<SentinelComment> Comments { get; init; } = [];

    public ImmutableList<SentinelRelation> Relations { get; init; } = [];

    /// <summary>Members of <c>properties</c> that no client knows yet; the service's own, shown on every read. Treated as
    /// immutable.</summary>
    public JsonObject? Extra { get; init; }

    /// <summary>Whose work it is. No answer shows it.</summary>
    public Actor? MadeBy { get; init; }

    /// <summary>The label of that name as the incident has it, or a new one.</summary>
    public SentinelLabel Label(string name) => Labels.Find(label => label.Name == name) ?? new SentinelLabel(name);

    public SentinelComment? Comment(string name) =>
        Comments.Find(comment => string.Equals(comment.Name, name, StringComparison.OrdinalIgnoreCase));

    public SentinelRelation? Relation(string name) =>
        Relations.Find(relation => string.Equals(relation.Name, name, StringComparison.OrdinalIgnoreCase));
}
