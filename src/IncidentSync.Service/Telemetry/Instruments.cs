using System.Diagnostics.Metrics;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// All metrics that this process counts as they happen. <see cref="BacklogGauges"/> has those counted in the database; docs/metrics.md
/// says what each number means. A tag is a word of the product's own vocabulary: never an incident, a person or a text.
/// </summary>
internal sealed class Instruments : IDisposable
{
    public const string MeterName = "IncidentSync";

    private static readonly double[] Waits = [0.1, 1, 5, 15, 60, 300, 900];
    private static readonly double[] Passes = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] Travels = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 14_400, 86_400];
    private static readonly double[] Delays = [1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600];

    public Instruments()
    {
        LateArrivals = Histogram("incidentsync.feed.late_arrivals", "How far behind the cursor a late change was", Delays);
        Restarts = Counter("incidentsync.feed.restarts", "{window}", "Windows that were read again because rows moved");
        StaleReads = Counter("incidentsync.stale_reads", "{read}", "Answers that were older than what the portal had shown before");
        Unreadable = Counter("incidentsync.unreadable", "{row}", "Rows that could not be understood or named, as often as they were read");
        Reconciliations = Counter("incidentsync.reconciliations", "{plan}", "Plans, by what came of them");
        ReconcileDuration = Histogram("incidentsync.reconcile.duration", "From the claim of a link to the commit of its plan", Passes);
        Propagation = Histogram("incidentsync.propagation", "From the stamp of an edit to its confirmed write", Travels);
        Conflicts = Counter("incidentsync.conflicts", "{conflict}", "Fields that both portals had changed, by who prevailed");
        Holds = Counter("incidentsync.holds", "{hold}", "Fields or links that began to wait for a person or a change");
        Writes = Counter("incidentsync.writes", "{call}", "Writes sent to a portal, by what came of them");
        Ambiguous = Counter("incidentsync.intents.ambiguous", "{write}", "Writes without an answer that never showed");
        LateApplies = Histogram("incidentsync.late_applies", "How long after it was given up a write took effect", Delays);
        Raced = Counter("incidentsync.raced", "{write}", "Writes whose answer shows another change since the read before");
        DuplicateComments = Counter("incidentsync.comments.duplicate", "{comment}", "Carried comments that stand on Defender twice");
        UnverifiedComments = Counter("incidentsync.comments.unverified", "{comment}", "Comments with a marker that is not good here");
        Takeovers = Counter("incidentsync.lease.takeovers", "{link}", "Links taken over from a worker that never released them");
        FenceRejects = Counter("incidentsync.fence.rejects", "{commit}", "Commits refused because another worker had the link");
        Requests = Counter("incidentsync.api.requests", "{request}", "Requests to a portal, by the class of their HTTP status");
        Wait = Histogram("incidentsync.api.wait", "How long a call waited, or was told to wait, for its turn", Waits);
        AlertEvents = Counter("incidentsync.alerts.events", "{event}", "Versions of alerts that differ from the version before");
        AlertsUnreadable = Counter("incidentsync.alerts.unreadable", "{row}", "Alerts that could not be read, as often as they were tried");
        StreamRows = Counter("incidentsync.stream.rows", "{row}", "Rows of the stream to the workspace, by what came of them");
        StreamBatches = Counter("incidentsync.stream.batches", "{call}", "Calls of the stream to the workspace, by their result");
        SiemRequests = Counter("incidentsync.siem.api.requests", "{request}", "Calls of SIEM clients, by the class of their HTTP status");
        SiemFutureSince = Counter("incidentsync.siem.api.future_since", "{request}", "Calls of SIEM clients whose clock is ahead");
        SiemIgnored = Counter("incidentsync.siem.api.ignored", "{parameter}", "Parameters of SIEM clients that mean nothing here");
        SiemTokens = Counter("incidentsync.siem.tokens", "{request}", "Requests for tokens of SIEM clients, by grant and result");
        Violations = Counter("incidentsync.invariant.violations", "{violation}", "Things that must never happen");
    }

    public Meter Meter { get; } = new(MeterName);

    public Histogram<double> LateArrivals { get; }

    public Counter<long> Restarts { get; }

    public Counter<long> StaleReads { get; }

    public Counter<long> Unreadable { get; }

    public Counter<long> Reconciliations { get; }

    public Histogram<double> ReconcileDuration { get; }

    public Histogram<double> Propagation { get; }

    public Counter<long> Conflicts { get; }

    public Counter<long> Holds { get; }

    public Counter<long> Writes { get; }

    public Counter<long> Ambiguous { get; }

    public Histogram<double> LateApplies { get; }

    public Counter<long> Raced { get; }

    public Counter<long> DuplicateComments { get; }

    public Counter<long> UnverifiedComments { get; }

    public Counter<long> Takeovers { get; }

    public Counter<long> FenceRejects { get; }

    public Counter<long> Requests { get; }

    public Histogram<double> Wait { get; }

    public Counter<long> AlertEvents { get; }

    public Counter<long> AlertsUnreadable { get; }

    public Counter<long> StreamRows { get; }

    public Counter<long> StreamBatches { get; }

    public Counter<long> SiemRequests { get; }

    public Counter<long> SiemFutureSince { get; }

    public Counter<long> SiemIgnored { get; }

    public Counter<long> SiemTokens { get; }

    public Counter<long> Violations { get; }

    /// <summary>A link of this connection was taken over from a worker that never released it.</summary>
    public void TakenOver(string connection) => Takeovers.Add(1, Tag.Connection(connection));

    /// <summary>
    /// Counters whose increase alerts use begin at 0: a series that appears with its first count shows no increase for it.
    /// </summary>
    public void BeginAtZero(IEnumerable<string> connections)
    {
        foreach (var connection in connections.Select(Tag.Connection))
        {
            DuplicateComments.Add(0, connection);
            foreach (var invariant in Enum.GetValues<Invariant>().Where(invariant => invariant != Invariant.CursorWentBack))
            {
                Violations.Add(0, Tag.Invariant(invariant), connection);
            }

            foreach (var portal in Portals.Both)
            {
                Violations.Add(0, Tag.Invariant(Invariant.CursorWentBack), connection, Tag.Portal(portal));
            }

            foreach (var reason in new[] { HoldReason.UnknownValue, HoldReason.Oscillation })
            {
                foreach (var field in AllFields.All)
                {
                    Holds.Add(0, connection, Tag.Field(field.Name), Tag.Reason($"{reason}"));
                }
            }
        }
    }

    public void Dispose() => Meter.Dispose();

    private Counter<long> Counter(string name, string unit, string description) => Meter.CreateCounter<long>(name, unit, description);

    private Histogram<double> Histogram(string name, string description, double[] boundaries) =>
        Meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}
