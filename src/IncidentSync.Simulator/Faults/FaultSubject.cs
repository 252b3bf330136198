using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Faults;

/// <summary>What a fault asks of a call, to know whether it is about it.</summary>
internal sealed record FaultSubject(Portal Portal, string Operation)
{
    public string? IncidentId { get; init; }

    /// <summary>How many rows a list is asked for; null when it is not said.</summary>
    public int? Top { get; init; }

    /// <summary>Whether a text stands in it.</summary>
    public Func<string, bool> Holds { get; init; } = _ => false;
}
