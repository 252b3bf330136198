namespace IncidentSync.Service.Alerts;

/// <summary>
/// The log of all alerts as its feed writes it, one method a transaction. Two implementations are held to one contract suite: PostgreSQL,
/// and the in-memory one of the simulation. The log's clock is the only clock for leases and stamps.
/// </summary>
internal interface IAlertLog
{
    /// <summary>Takes the source for this replica, or keeps it; null while another replica has it.</summary>
    Task<AlertPlace?> LeaseAsync(AlertSource source, CancellationToken cancellationToken);

    /// <summary>Gives the source back: another replica need not wait until the lease runs out.</summary>
    Task LeaveAsync(AlertSource source);

    /// <summary>
    /// Stores one page and what it moves: all or nothing. The replica that has the source keeps it for another lease. Returns how many
    /// events it made.
    /// </summary>
    Task<int> StoreAsync(AlertCommit commit, CancellationToken cancellationToken);
}
