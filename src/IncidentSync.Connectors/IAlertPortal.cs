namespace IncidentSync.Connectors;

/// <summary>
/// The alerts of one Defender tenant. One call is one request, or none when the <see cref="ICallGate"/> does not admit it, as at
/// <see cref="IIncidentPortal"/>.
/// </summary>
public interface IAlertPortal
{
    /// <summary>
    /// Reads one page of the alerts whose stamp is not earlier than <see cref="AlertRequest.Since"/>. Alerts may come twice, and unchanged.
    /// </summary>
    Task<AlertOutcome> ReadAlertsAsync(AlertRequest request, CancellationToken cancellationToken);
}
