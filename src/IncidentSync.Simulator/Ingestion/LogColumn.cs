namespace IncidentSync.Simulator.Ingestion;

/// <summary>One declared column, as a rule spells it.</summary>
internal sealed record LogColumn(string Name, ColumnType Type)
{
    /// <summary>Every table has it, declared or not.</summary>
    public const string TimeGenerated = "TimeGenerated";
}
