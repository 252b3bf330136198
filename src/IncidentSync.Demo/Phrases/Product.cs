using System.Collections.Immutable;

namespace IncidentSync.Demo.Phrases;

/// <summary>A source of alerts and what it calls them.</summary>
/// <param name="Scope">What an incident of its alerts counts: endpoint, user, mailbox, app.</param>
internal sealed record Product(
    string ServiceSource, string DetectionSource, string Name, string AlertIdPrefix, string Scope, ImmutableArray<Product.Kind> Kinds)
{
    public sealed record Kind(string Title, string Category, string Technique);
}
