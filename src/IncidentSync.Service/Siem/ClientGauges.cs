using System.Diagnostics.Metrics;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Siem;

/// <summary>How long the secrets and refresh tokens of SIEM clients still live, as they were when they were last asked for.</summary>
internal sealed class ClientGauges
{
    private volatile IReadOnlyList<ClientEnd> _now = [];

    public ClientGauges(Instruments instruments, TimeProvider time) => instruments.Meter.CreateObservableGauge(
        "incidentsync.siem.expires_in",
        () => _now.Select(end => new Measurement<double>(
            (end.ExpiresAt - time.GetUtcNow()).TotalSeconds, Tag.Client(end.Client), Tag.Kind(end.Kind))),
        "s",
        "Until the newest secret or refresh token of a SIEM client ends");

    public void Set(IReadOnlyList<ClientEnd> ends) => _now = ends;
}
