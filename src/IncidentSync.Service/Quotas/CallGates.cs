using System.Collections.Concurrent;
using IncidentSync.Connectors;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Quotas;

/// <summary>The gates of this process: one per portal of a connection.</summary>
internal sealed class CallGates(
    PublishedQuotas quotas, QuotaStore store, TimeProvider time, Random random, Instruments instruments, ILogger<CallGate> log)
{
    // Halving 100 rows to 2 and asking eight of them alone fails so often before it is known that the portal answers nothing.
    private const int MostAlertFailures = 16;

    private readonly ConcurrentDictionary<(string Connection, Portal Portal), CallGate> _gates = new();

    /// <summary>The gate of a portal, under watch.</summary>
    public ICallGate Of(ConnectionOptions connection, Portal portal)
    {
        var gate = _gates.GetOrAdd((connection.Name, portal), _ =>
            new CallGate(connection.Name, portal, QuotaKeys.Of(connection, portal), quotas, store, time, new Random(random.Next()), log));
        return new InstrumentedGate(gate, connection.Name, portal, instruments, time);
    }

    /// <summary>
    /// The gate of a tenant's alerts: the quota of its incidents' lists, and a circuit of its own. A page of alerts that is too large for
    /// the portal says nothing of its incidents, and is asked for again with fewer rows.
    /// </summary>
    public ICallGate OfAlerts(ConnectionOptions connection)
    {
        var gate = new CallGate(
            connection.Name, Portal.Defender, QuotaKeys.Of(connection, Portal.Defender), quotas, store, time, new Random(random.Next()),
            log,
            MostAlertFailures);
        return new InstrumentedGate(gate, connection.Name, Portal.Defender, instruments, time);
    }

    /// <summary>The gate that was made for a portal.</summary>
    public CallGate Find(string connection, Portal portal) => _gates[(connection, portal)];
}
