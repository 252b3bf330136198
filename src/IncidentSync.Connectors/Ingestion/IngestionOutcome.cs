using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Ingestion;

/// <summary>What came of sending one batch of rows.</summary>
public abstract record IngestionOutcome
{
    private IngestionOutcome()
    {
    }

    /// <summary>The rows were taken.</summary>
    public sealed record Accepted : IngestionOutcome;

    /// <summary>Fewer rows may be taken: the batch is too large (413), or something in it is refused (400).</summary>
    /// <param name="Failure">What was said.</param>
    public sealed record Halve(Failure Failure) : IngestionOutcome;

    /// <summary>Too many calls (429): none to this rule before the time is over.</summary>
    /// <param name="After">How long the service asks to wait; null where it did not say.</param>
    public sealed record Throttled(TimeSpan? After) : IngestionOutcome;

    /// <summary>The app may not write to this rule, or the rule is not there (401, 403, 404).</summary>
    /// <param name="Failure">What was said.</param>
    public sealed record Denied(Failure Failure) : IngestionOutcome;

    /// <summary>The same batch is sent again.</summary>
    /// <param name="Failure">What happened.</param>
    /// <param name="IsUnknown">The rows may have been taken: they can stand twice.</param>
    public sealed record Again(Failure Failure, bool IsUnknown) : IngestionOutcome;
}
