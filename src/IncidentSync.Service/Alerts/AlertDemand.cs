namespace IncidentSync.Service.Alerts;

/// <summary>Who wants the alerts of a source. Without anybody its feed makes no call.</summary>
/// <param name="wanting">The connections whose stream, client or filter of the configuration wants them.</param>
internal sealed class AlertDemand(IReadOnlySet<string> wanting)
{
    public Task<bool> WantsAsync(AlertSource source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(source.Connections.Any(wanting.Contains));
    }
}
