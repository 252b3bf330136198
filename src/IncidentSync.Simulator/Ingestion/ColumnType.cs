using System.Text.Json.Serialization;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>What a column of a stream may be declared as.</summary>
internal enum ColumnType
{
    String,
    Int,
    Long,
    Real,
    Boolean,
    [JsonStringEnumMemberName("datetime")]
    DateTime,
    Dynamic,
}
