using IncidentSync.Connectors;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Quotas;

/// <summary>How many calls of each kind are allowed.</summary>
/// <remarks>
/// <code>
/// | kind         | published                                                                | kept for                          |
/// |--------------|--------------------------------------------------------------------------|-----------------------------------|
/// | GraphLists   | 150 a minute for security detections and incidents, by app and tenant    | polls, before backfill and sweep  |
/// | GraphCalls   |   (microsoft-graph-docs, concepts/throttling-limits.md); 2/5 are lists.  | writes, before the reads for them |
/// |              |   The row names alerts, not incidents: four times as many until one is   |                                   |
/// |              |   refused                                                                |                                   |
/// | ArmReads     | 250 and 25 a second more, by subscription and principal                  | reads, before backfill and sweep  |
/// | IncidentPuts | 75 in 5 minutes by subscription, at least: ten times as many until one   | edits, before new twins           |
/// |              |   is refused (learn.microsoft.com,                                       |                                   |
/// | CommentPuts  |   rest/api/securityinsights/request-limits-and-throttling)               |                                   |
/// | CommentReads | 100 in 5 minutes by subscription, at least (same)                        |                                   |
/// </code>
/// ARM's own limit of writes (200 and 10 a second more) is far above Sentinel's and is not counted.
/// </remarks>
internal sealed class PublishedQuotas(QuotaOptions options)
{
    private const int TrustInMinimums = 10;
    private const int TrustInGraph = 4;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ArmRefill = TimeSpan.FromSeconds(10);

    /// <summary>How many times as fast as the published windows ours pass; for tests, which cannot wait five minutes.</summary>
    public double Pace { get; init; } = 1;

    public Quota this[QuotaKind kind] => kind switch
    {
        QuotaKind.GraphLists => Of(options.GraphPerMinute * 2 / 5, Minute, keptShare: 0.5) with { Trust = TrustInGraph },
        QuotaKind.GraphCalls =>
            Of(options.GraphPerMinute - (options.GraphPerMinute * 2 / 5), Minute, keptShare: 0.2) with { Trust = TrustInGraph },
        QuotaKind.ArmReads => Of(options.ArmReadsPerTenSeconds, ArmRefill, keptShare: 0.2),
        QuotaKind.IncidentPuts => Of(options.IncidentPutsPerFiveMinutes, FiveMinutes, keptShare: 0.4) with { Trust = TrustInMinimums },
        QuotaKind.CommentPuts => Of(options.CommentPutsPerFiveMinutes, FiveMinutes, keptShare: 0) with { Trust = TrustInMinimums },
        QuotaKind.CommentReads => Of(options.CommentReadsPerFiveMinutes, FiveMinutes, keptShare: 0) with { Trust = TrustInMinimums },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every kind is named above."),
    };

    private Quota Of(int calls, TimeSpan per, double keptShare) => new(calls, per / Pace, (int)(calls * keptShare));
}
