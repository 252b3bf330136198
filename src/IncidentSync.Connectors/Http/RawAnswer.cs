namespace IncidentSync.Connectors.Http;

/// <summary>The parts of an HTTP response that either client hands over.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The media type, or empty.</param>
/// <param name="RetryAfter">The raw Retry-After header, or null.</param>
/// <param name="Date">The server's clock, or null.</param>
/// <param name="Body">The body, not read yet.</param>
internal sealed record RawAnswer(int Status, string ContentType, string? RetryAfter, DateTimeOffset? Date, Stream Body)
{
    /// <summary>What the headers say of the portal's limits.</summary>
    public QuotaSigns Limits { get; init; } = QuotaSigns.None;
}
