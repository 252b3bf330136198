using System.Diagnostics.Metrics;
using IncidentSync.Service.Loops;
using IncidentSync.Service.Siem.Access;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.State;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Siem;

/// <summary>Warns of what ends, disables clients that the configuration replaces, and forgets calls that no limit counts any more.</summary>
internal sealed class ClientLoop : Loop
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ClientEnds _ends;
    private readonly ClientUse _use;
    private readonly ILogger<ClientLoop> _log;
    private volatile IReadOnlyList<ClientEnd> _now = [];

    public ClientLoop(
        ClientEnds ends, ClientUse use, Instruments instruments, StoreHealth store, TimeProvider time, ILogger<ClientLoop> log)
        : base("The watch over SIEM clients", store, time, log)
    {
        (_ends, _use, _log) = (ends, use, log);
        instruments.Meter.CreateObservableGauge(
            "incidentsync.siem.expires_in",
            () => _now.Select(end => new Measurement<double>(
                (end.ExpiresAt - time.GetUtcNow()).TotalSeconds, Tag.Client(end.Client), Tag.Kind(end.Kind))),
            "s",
            "Until the newest secret or refresh token of a SIEM client ends");
    }

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var name in await _ends.YieldAsync(cancellationToken))
        {
            _log.ClientReplaced(name);
        }

        _now = await _ends.FindAsync(cancellationToken);
        foreach (var end in _now.Where(end => end.Warn is not null))
        {
            _log.ClientEnds(end.Client, end.Kind, end.ExpiresAt, end.Kind == "secret" ? "secret" : "token");
        }

        await _use.ForgetAsync(cancellationToken);
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        await RunOnceAsync(stoppingToken);
        return Interval;
    }

    protected override void LogBroken(Exception exception) => _log.ClientsBroke(exception);

    protected override TimeSpan AfterFailure(bool isStoreAway) => Interval;
}
