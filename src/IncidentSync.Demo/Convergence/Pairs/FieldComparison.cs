namespace IncidentSync.Demo.Convergence.Pairs;

/// <summary>How one field of a pair compares, once each value is brought down to what the other portal can hold of it.</summary>
internal abstract record FieldComparison
{
    public sealed record Equal : FieldComparison;

    /// <summary>One portal does not show the field now, so there is nothing to compare.</summary>
    public sealed record NotShown : FieldComparison;

    public sealed record Differs(string Defender, string Sentinel) : FieldComparison;

    /// <summary>Different, and meant to stay so until a person or a portal changes it.</summary>
    public sealed record Held(string Reason, string Defender, string Sentinel) : FieldComparison;
}
