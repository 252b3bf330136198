using System.Collections.Concurrent;
using IncidentSync.Core.Incidents;
using IncidentSync.Service.Hosting;

namespace IncidentSync.Service.Quotas;

/// <summary>The gates of this process: one per portal of a connection.</summary>
internal sealed class CallGates(QuotaLimits limits, QuotaStore store, TimeProvider time, Random random, ILogger<CallGate> log)
{
    private readonly ConcurrentDictionary<(string Connection, Portal Portal), CallGate> _gates = new();

    /// <summary>The gate of a portal.</summary>
    public CallGate Of(ConnectionOptions connection, Portal portal) => _gates.GetOrAdd((connection.Name, portal), _ =>
        new CallGate(connection.Name, portal, MeterKeys.Of(connection, portal), limits, store, time, new Random(random.Next()), log));

    /// <summary>The gate that was made for a portal.</summary>
    public CallGate Find(string connection, Portal portal) => _gates[(connection, portal)];
}
