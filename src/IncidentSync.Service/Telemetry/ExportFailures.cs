using System.Diagnostics.Tracing;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// Logs the failures that OpenTelemetry reports only to event listeners: it drops a failed export silently. Only the name of the event is
/// logged, because the rest quotes addresses.
/// </summary>
internal sealed class ExportFailures(ILogger log, TimeProvider time) : EventListener
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private long? _said;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("OpenTelemetry-Exporter", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        lock (_gate)
        {
            if (_said is { } said && time.GetElapsedTime(said) < Silence)
            {
                return;
            }

            _said = time.GetTimestamp();
        }

        log.ExportFailed(eventData.EventName);
    }
}
