using System.Collections.Immutable;
using IncidentSync.Demo.Phrases;

namespace IncidentSync.Demo.Day;

/// <summary>An incident before it exists: what it will be called and which alerts it brings, those of its first moment in front.</summary>
internal sealed record Draft(Product Product, Product.Kind Kind, string Title, ImmutableArray<string> AlertSeverities, int AlertsAtOnce)
{
    private const int FewAlerts = 12;

    public string? Description { get; init; }

    public ImmutableList<string> SystemTags { get; init; } = [];

    /// <summary>What persons have tagged it with already.</summary>
    public ImmutableList<string> CustomTags { get; init; } = [];

    public int? PriorityScore { get; init; }

    public IEnumerable<string> FirstSeverities => AlertSeverities.Take(AlertsAtOnce);

    public IEnumerable<string> LaterSeverities => AlertSeverities.Skip(AlertsAtOnce);

    /// <summary>The same with few alerts, since a target of merges must have room for those of its sources.</summary>
    public Draft Small() => AlertSeverities.Length <= FewAlerts ? this : this with
    {
        AlertSeverities = AlertSeverities[..FewAlerts],
        AlertsAtOnce = Math.Min(AlertsAtOnce, FewAlerts),
    };
}
