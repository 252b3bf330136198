using System.Collections.Immutable;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>What came to a table, and what became of it.</summary>
/// <param name="Name">The table's.</param>
/// <param name="Calls">Calls whose rows were taken.</param>
/// <param name="Rows">Rows that were taken.</param>
/// <param name="Visible">Those of them that a query would show by now.</param>
/// <param name="EventIds">Distinct values of the column EventId; rows over this number are repeated or share an event.</param>
/// <param name="Retimed">Rows whose TimeGenerated was too old, too far ahead or missing, and became the time of receipt.</param>
/// <param name="Dropped">Columns that the stream does not declare, with the number of rows that had them.</param>
/// <param name="Wrong">Columns whose values had another type and became null.</param>
/// <param name="Cut">Columns whose values were cut at 64 KB.</param>
internal sealed record TableCounts(string Name, long Calls, int Rows, int Visible, int EventIds, long Retimed,
    ImmutableSortedDictionary<string, long> Dropped, ImmutableSortedDictionary<string, long> Wrong,
    ImmutableSortedDictionary<string, long> Cut);
