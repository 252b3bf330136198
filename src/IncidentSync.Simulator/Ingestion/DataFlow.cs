using System.Collections.Immutable;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>Which table the rows of some streams go to. Transformations are not carried out.</summary>
internal sealed record DataFlow(ImmutableArray<string> Streams, string OutputStream)
{
    public string TransformKql { get; init; } = "source";
}
