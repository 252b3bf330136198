using IncidentSync.Core.Links;

namespace IncidentSync.Connectors;

/// <summary>The result of one request.</summary>
/// <param name="Failure">Why it failed; null when the portal gave an expected answer.</param>
/// <param name="Limits">What the answer says of the portal's limits.</param>
public sealed record CallReport(Failure? Failure, QuotaSigns Limits)
{
    /// <summary>The caller cancelled it; it says nothing about the portal.</summary>
    public static readonly CallReport GivenUp = new(null, QuotaSigns.None);

    /// <summary>The HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }
}
