using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Faults;

/// <summary>An armed fault: which calls it meets, and what it does to them.</summary>
internal sealed record Fault(Portal Portal, FaultKind Kind)
{
    /// <summary>An operation's name, or * for every one.</summary>
    public string Operation { get; init; } = "*";

    /// <summary>Only calls about this incident; null for all.</summary>
    public string? IncidentId { get; init; }

    /// <summary>Only calls that hold this text: of a read its answer, of a write its body, unpacked. Null for all.</summary>
    public string? Contains { get; init; }

    /// <summary>Only lists that are asked for more rows than this, or for no number; null for all.</summary>
    public int? TopAbove { get; init; }

    public double Probability { get; init; } = 1;

    /// <summary>How many calls it meets before it is spent; null for ever.</summary>
    public int? Count { get; init; } = 1;

    /// <summary>For Status.</summary>
    public int Status { get; init; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>For Status: the API's own error code.</summary>
    public string Code { get; init; } = "ServiceUnavailable";

    /// <summary>For Status, in real seconds; null sends no header.</summary>
    public double? RetryAfterSeconds { get; init; }

    /// <summary>For ApplyLate, StaleRead and ListLag in simulated time; for Slow in real time.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For UnknownEnum: a property of the incident.</summary>
    public string Field { get; init; } = "status";

    /// <summary>For UnknownEnum.</summary>
    public string Value { get; init; } = "escalated";

    /// <summary>For Redirect and ForeignNextLink: another origin; null for the simulator's own, which counts who comes.</summary>
    public Uri? Target { get; init; }

    /// <summary>Decides which calls a probability meets; null takes the world's.</summary>
    public int? Seed { get; init; }
}
