using System.Collections.Immutable;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>
/// Follows the redirects of a Defender incident, one answer of Defender at a time: an incident that others were merged into may be merged
/// itself (Graph: incident resource type, redirectIncidentId).
/// </summary>
/// <param name="Passed">The incidents already followed, in order.</param>
/// <param name="Next">The incident to ask Defender for next; null when the chain has ended.</param>
/// <param name="Target">Where it ended; null while it has not.</param>
public sealed record RedirectChain(ImmutableArray<IncidentId> Passed, IncidentId? Next, MergeTarget? Target)
{
    /// <summary>The most redirects that are followed. In captured tenants every chain had one.</summary>
    public const int MostHops = 5;

    /// <summary>The chain that begins with an incident that was redirected.</summary>
    /// <param name="source">The incident.</param>
    /// <param name="redirectedTo">Where it was redirected to.</param>
    /// <returns>The chain, with that as the first to ask for.</returns>
    public static RedirectChain From(IncidentId source, IncidentId redirectedTo) => new([source], redirectedTo, null);

    /// <summary>
    /// The chain after Defender's answer for <see cref="Next"/>. An incident that cannot be found ends it, because no more is known.
    /// </summary>
    /// <param name="redirectedTo">Where that incident was redirected to; null when it was not, or does not exist.</param>
    /// <returns>The chain, further or ended.</returns>
    public RedirectChain Then(IncidentId? redirectedTo) => (Next, redirectedTo) switch
    {
        (null, _) => this,
        ({ } end, null) => this with { Next = null, Target = new MergeTarget(end) },
        ({ } passed, { } further) when Passed.Contains(further) || further == passed || Passed.Length >= MostHops =>
            this with { Next = null, Target = new MergeTarget(null) },
        ({ } passed, { } further) => new([.. Passed, passed], further, null),
    };
}
