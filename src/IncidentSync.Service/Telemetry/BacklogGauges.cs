using System.Diagnostics.Metrics;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// The backlog in the database, as last counted. Every replica reports the same numbers: take the maximum, never the sum. While the
/// database is unavailable there are none.
/// </summary>
internal sealed class BacklogGauges
{
    private static readonly string[] Nowhere = [""];
    private static readonly string[] OnEither = [.. Portals.Both.Select(portal => portal.ToString())];

    private readonly ConnectionSet _connections;
    private volatile IReadOnlyList<BacklogRow>? _rows;
    private volatile IReadOnlyList<QuotaLeft> _quotas = [];

    public BacklogGauges(Instruments instruments, ConnectionSet connections)
    {
        _connections = connections;
        Gauge(BacklogKind.Due, "incidentsync.links.due", "{link}", "Links that a stage could take now");
        Gauge(BacklogKind.OldestDue, "incidentsync.links.oldest_due", "s", "How long the link that is due longest has been");
        Gauge(BacklogKind.InFlight, "incidentsync.links.in_flight", "{link}", "Links in a worker's hands");
        Gauge(BacklogKind.Quarantined, "incidentsync.links.quarantined", "{link}", "Links that keep failing");
        Gauge(BacklogKind.Held, "incidentsync.links.held", "{hold}", "Fields and links that wait for a person or a change");
        Gauge(BacklogKind.OpenIntents, "incidentsync.intents.open", "{write}", "Writes that are announced and not settled");
        Gauge(BacklogKind.DoubtfulIntents, "incidentsync.intents.doubtful", "{write}",
            "Writes that may have been sent and got no answer, or none that shows them");
        Gauge(BacklogKind.Brake, "incidentsync.brake.active", "{brake}", "1 while the brake of a connection is on");
        Gauge(BacklogKind.SweepDivergent, "incidentsync.sweep.divergent", "{link}", "Pairs that the last sweep found to differ");
        Gauge(BacklogKind.SweepAge, "incidentsync.sweep.age", "s", "How long ago everything was compared last");
        instruments.Meter.CreateObservableGauge(
            "incidentsync.api.budget.remaining",
            () => _quotas.Select(left => new Measurement<double>(
                left.Calls, Tag.Connection(left.Connection), Tag.Portal(left.Portal), Tag.Kind(left.Kind))),
            "{request}",
            "Requests that may be sent now, of all that share the quota");

        void Gauge(BacklogKind kind, string name, string unit, string description) =>
            instruments.Meter.CreateObservableGauge(name, () => Measure(kind), unit, description);
    }

    /// <summary>Sets the numbers of the database; null when it does not answer.</summary>
    public void Set(IReadOnlyList<BacklogRow>? rows, IReadOnlyList<QuotaLeft> quotas) => (_rows, _quotas) = (rows, quotas);

    // Without a backlog there is no row: that is zero, not a missing number. An unknown sweep has no age.
    private IEnumerable<Measurement<double>> Measure(BacklogKind kind)
    {
        if (_rows is not { } rows)
        {
            return [];
        }

        var found = rows.Where(row => row.Kind == kind && _connections.Find(row.Connection) is not null).ToList();
        var zeros = from connection in _connections.All
                    from part in PartsOf(kind)
                    where !found.Any(row => row.Connection == connection.Name && row.Part == part)
                    select new BacklogRow(kind, connection.Name, part, "", 0);
        return found.Concat(zeros).Select(row => new Measurement<double>(row.Value, TagsOf(row)));
    }

    private static string[] PartsOf(BacklogKind kind) => kind switch
    {
        BacklogKind.Held or BacklogKind.Quarantined or BacklogKind.SweepAge => [],
        BacklogKind.OpenIntents or BacklogKind.DoubtfulIntents => OnEither,
        _ => Nowhere,
    };

    private static KeyValuePair<string, object?>[] TagsOf(BacklogRow row) => row.Kind switch
    {
        BacklogKind.Held => [Tag.Connection(row.Connection), Tag.Field(row.Part), Tag.Reason(row.Reason)],
        BacklogKind.Quarantined => [Tag.Connection(row.Connection), Tag.Reason(row.Reason)],
        BacklogKind.OpenIntents or BacklogKind.DoubtfulIntents =>
            [Tag.Connection(row.Connection), Tag.Portal(Enum.Parse<Portal>(row.Part))],
        BacklogKind.SweepAge => [Tag.Connection(row.Connection), Tag.Kind(row.Part)],
        _ => [Tag.Connection(row.Connection)],
    };
}

/// <summary>How many calls a limit leaves now.</summary>
/// <param name="Connection">A connection that uses it.</param>
/// <param name="Portal">The portal that sets it.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Calls">The number of calls.</param>
internal sealed record QuotaLeft(string Connection, Portal Portal, string Kind, int Calls);
