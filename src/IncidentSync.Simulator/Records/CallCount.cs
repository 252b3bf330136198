namespace IncidentSync.Simulator.Records;

/// <summary>How often one app made one kind of call with one result. Status 0: the client never saw an answer.</summary>
internal readonly record struct CallCount(Portal Portal, string App, string Method, string Operation, int Status, long Calls);
