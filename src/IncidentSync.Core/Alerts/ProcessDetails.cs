using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>A process besides its image file and its account, which stand on the evidence.</summary>
public sealed record ProcessDetails
{
    /// <summary>The process id of the operating system.</summary>
    public long? Id { get; init; }

    /// <summary>The whole command line.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>When the process started.</summary>
    public Stamp? Created { get; init; }
}
