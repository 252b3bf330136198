using System.Collections.Immutable;

namespace IncidentSync.Core.Alerts;

/// <summary>The service sources that a consumer wants, ignoring case.</summary>
/// <param name="Names">
/// The names; <c>*</c> is every source, known or not, but microsoftSentinel: its alerts came out of a workspace.
/// </param>
public sealed record SourceFilter(ImmutableArray<string> Names)
{
    private const string Every = "*";
    private const string FromWorkspace = "microsoftSentinel";

    /// <summary>Every source that did not come out of a workspace.</summary>
    public static readonly SourceFilter All = new([Every]);

    /// <summary>The source that the old detections API had.</summary>
    public static readonly SourceFilter Endpoint = new(["microsoftDefenderForEndpoint"]);

    /// <summary>Whether a source passes.</summary>
    /// <param name="source">The alert's service source.</param>
    /// <returns>True when it does.</returns>
    public bool Passes(string source) =>
        Names.Contains(source, StringComparer.OrdinalIgnoreCase)
        || (Names.Contains(Every) && !source.Equals(FromWorkspace, StringComparison.OrdinalIgnoreCase));
}
