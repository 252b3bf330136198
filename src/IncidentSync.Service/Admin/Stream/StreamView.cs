namespace IncidentSync.Service.Admin.Stream;

/// <summary>How the stream of a connection fares.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="State">ok, failing, denied, losing or paused; of the replica that answers.</param>
/// <param name="LastSuccess">When all that was due was last sent by the replica that answers; null when it never was.</param>
/// <param name="Error">What is wrong; empty when nothing is.</param>
/// <param name="Refused">Rows that the workspace refused for good.</param>
/// <param name="Owed">Alerts of linked incidents that a connection with a filter has still to send.</param>
/// <param name="Tables">Both tables; none before the first event was read.</param>
internal sealed record StreamView(
    string Connection,
    string State,
    DateTimeOffset? LastSuccess,
    string Error,
    long Refused,
    long Owed,
    IReadOnlyList<StreamTableView> Tables);

/// <summary>How far a table has been given the events.</summary>
/// <param name="Table">alerts or evidence.</param>
/// <param name="Sequence">All events up to this one are sent.</param>
/// <param name="Backlog">Events behind it.</param>
/// <param name="LagSeconds">Age of the oldest of them; 0 when none is.</param>
/// <param name="Lost">Events that were purged before they were sent, ever.</param>
internal sealed record StreamTableView(string Table, long Sequence, long Backlog, double LagSeconds, long Lost);

/// <summary>A row that the workspace refused, also without its raw columns.</summary>
/// <param name="Id">The number of the row in this list.</param>
/// <param name="Table">alerts or evidence.</param>
/// <param name="EventId">The event.</param>
/// <param name="AlertId">The alert.</param>
/// <param name="Reason">What the workspace said.</param>
/// <param name="At">When.</param>
internal sealed record RefusedRow(long Id, string Table, Guid EventId, string AlertId, string Reason, DateTimeOffset At);
