namespace IncidentSync.Simulator.OData;

/// <summary>What a literal must be to be compared with a property.</summary>
internal enum ODataType
{
    Text,
    Moment,
    Number,
    Flag,
}
