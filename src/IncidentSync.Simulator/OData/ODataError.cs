namespace IncidentSync.Simulator.OData;

/// <summary>Why a query option could not be understood.</summary>
internal sealed record ODataError(string Message);
