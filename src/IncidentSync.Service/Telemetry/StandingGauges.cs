using System.Diagnostics.Metrics;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// What waits in the database, as it was found last. Every replica tells the same numbers: of several take the greatest, never the sum.
/// While the database is away there are none.
/// </summary>
internal sealed class StandingGauges
{
    private static readonly string[] Nowhere = [""];
    private static readonly string[] OnEither = [.. Portals.Both.Select(portal => portal.ToString())];

    private readonly ConnectionSet _connections;
    private volatile IReadOnlyList<StandingRow>? _rows;
    private volatile IReadOnlyList<BudgetLeft> _budgets = [];

    public StandingGauges(Instruments instruments, ConnectionSet connections)
    {
        _connections = connections;
        Gauge(StandingKind.Due, "incidentsync.links.due", "{link}", "Links that a stage could take now");
        Gauge(StandingKind.OldestDue, "incidentsync.links.oldest_due", "s", "How long the link that is due longest has been");
        Gauge(StandingKind.InFlight, "incidentsync.links.in_flight", "{link}", "Links in a worker's hands");
        Gauge(StandingKind.Quarantined, "incidentsync.links.quarantined", "{link}", "Links that keep failing");
        Gauge(StandingKind.Held, "incidentsync.links.held", "{hold}", "Fields and links that wait for a person or a change");
        Gauge(StandingKind.OpenIntents, "incidentsync.intents.open", "{write}", "Writes that are announced and not settled");
        Gauge(StandingKind.DoubtfulIntents, "incidentsync.intents.doubtful", "{write}",
            "Writes that may have been sent and got no answer, or none that shows them");
        Gauge(StandingKind.Brake, "incidentsync.brake.active", "1", "1 while the brake of a connection is on");
        Gauge(StandingKind.SweepDivergent, "incidentsync.sweep.divergent", "{link}", "Pairs that the last sweep found to differ");
        Gauge(StandingKind.SweepAge, "incidentsync.sweep.age", "s", "How long ago everything was compared last");
        instruments.Meter.CreateObservableGauge(
            "incidentsync.api.budget.remaining",
            () => _budgets.Select(left => new Measurement<double>(
                left.Calls, Tag.Connection(left.Connection), Tag.Portal(left.Portal), Tag.Kind(left.Meter))),
            "{request}",
            "Requests that may be sent now, of all that share the budget");

        void Gauge(StandingKind kind, string name, string unit, string description) =>
            instruments.Meter.CreateObservableGauge(name, () => Measure(kind), unit, description);
    }

    /// <summary>This is what the database says now; null when it does not answer.</summary>
    public void Set(IReadOnlyList<StandingRow>? rows, IReadOnlyList<BudgetLeft> budgets) => (_rows, _budgets) = (rows, budgets);

    // Where nothing waits there is no row: that is a zero, and not a number that is missing. A sweep that nobody knows of is not new.
    private IEnumerable<Measurement<double>> Measure(StandingKind kind)
    {
        if (_rows is not { } rows)
        {
            return [];
        }

        var found = rows.Where(row => row.Kind == kind && _connections.Find(row.Connection) is not null).ToList();
        var zeros = from connection in _connections.All
                    from part in PartsOf(kind)
                    where !found.Any(row => row.Connection == connection.Name && row.Part == part)
                    select new StandingRow(kind, connection.Name, part, "", 0);
        return found.Concat(zeros).Select(row => new Measurement<double>(row.Value, TagsOf(row)));
    }

    private static string[] PartsOf(StandingKind kind) => kind switch
    {
        StandingKind.Held or StandingKind.Quarantined or StandingKind.SweepAge => [],
        StandingKind.OpenIntents or StandingKind.DoubtfulIntents => OnEither,
        _ => Nowhere,
    };

    private static KeyValuePair<string, object?>[] TagsOf(StandingRow row) => row.Kind switch
    {
        StandingKind.Held => [Tag.Connection(row.Connection), Tag.Field(row.Part), Tag.Reason(row.Reason)],
        StandingKind.Quarantined => [Tag.Connection(row.Connection), Tag.Reason(row.Reason)],
        StandingKind.OpenIntents or StandingKind.DoubtfulIntents =>
            [Tag.Connection(row.Connection), Tag.Portal(Enum.Parse<Portal>(row.Part))],
        StandingKind.SweepAge => [Tag.Connection(row.Connection), Tag.Kind(row.Part)],
        _ => [Tag.Connection(row.Connection)],
    };
}

/// <summary>What is left of a limit now.</summary>
/// <param name="Connection">A connection that uses it.</param>
/// <param name="Portal">The portal that sets it.</param>
/// <param name="Meter">What it counts.</param>
/// <param name="Calls">So many calls.</param>
internal sealed record BudgetLeft(string Connection, Portal Portal, string Meter, int Calls);
