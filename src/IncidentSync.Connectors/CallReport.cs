using IncidentSync.Core.Links;

namespace IncidentSync.Connectors;

/// <summary>What came of one request.</summary>
/// <param name="Failure">Why it failed; null when the portal answered what may be expected of it.</param>
/// <param name="Limits">What the portal said of its limits.</param>
public sealed record CallReport(Failure? Failure, QuotaSigns Limits)
{
    /// <summary>The caller gave it up; it tells nothing of the portal.</summary>
    public static readonly CallReport GivenUp = new(null, QuotaSigns.None);

    /// <summary>The HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }
}
