using System.Collections.Immutable;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>What the write guards decide from.</summary>
/// <param name="Link">The link that is planned.</param>
/// <param name="Rules">The rules of its connection.</param>
/// <param name="Now">The time by the service's clock.</param>
internal sealed record WriteContext(Link Link, SyncRules Rules, Stamp Now)
{
    /// <summary>The writes whose outcome is not known yet.</summary>
    public ImmutableArray<OpenWrite> Open { get; } = Link.Open;
}
