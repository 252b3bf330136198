namespace IncidentSync.Simulator.Ingestion;

/// <summary>A data collection rule of kind Direct: what it declares, and who may write to it.</summary>
internal sealed record IngestionRule
{
    /// <summary>Its immutable id.</summary>
    public required string Id { get; init; }

    /// <summary>The columns of each stream, by name, with their types. A stream that is not named does not exist.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Streams { get; init; }

    /// <summary>The client ids of the apps with Monitoring Metrics Publisher; null is every app of the simulator.</summary>
    public IReadOnlyList<Guid>? Publishers { get; init; }

    /// <summary>A batch with one of these texts is answered with 400.</summary>
    public IReadOnlyList<string> Poison { get; init; } = [];

    /// <summary>Whether an app has the role.</summary>
    public bool MayPublish(Guid app) => Publishers?.Contains(app) ?? true;
}
