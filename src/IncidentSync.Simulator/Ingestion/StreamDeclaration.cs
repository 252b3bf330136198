using System.Collections.Immutable;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>The columns that a stream takes; others are dropped without a word.</summary>
internal sealed record StreamDeclaration(ImmutableArray<LogColumn> Columns);
