namespace IncidentSync.Simulator.Api;

/// <summary>The portals' published limits, on real time.</summary>
/// <param name="real">The time.</param>
/// <param name="pace">How many times as fast as the published ones the windows pass.</param>
internal sealed class Budgets(TimeProvider real, double pace = 1)
{
    /// <summary>What the first PUT's header of a recorded exchange says, and that PUT: more than is published.</summary>
    public const int RecordedPuts = 800;

    private const int PublishedPuts = 75;

    /// <summary>Lifted: every call is still counted, none is refused.</summary>
    public bool Lifted { get; set; }

    /// <summary>"150 requests per minute" for security detections and incidents (Microsoft Graph service-specific throttling
    /// limits).</summary>
    public SlidingBudget<(Guid Tenant, Guid App)> Graph { get; } = new(150, TimeSpan.FromMinutes(1) / pace, real);

    /// <summary>Microsoft Sentinel REST API, "Request limits and throttling": per five minutes, per subscription and kind.</summary>
    public SlidingBudget<(string Subscription, string Kind)> SentinelPuts { get; } =
        new(PublishedPuts, TimeSpan.FromMinutes(5) / pace, real);

    /// <summary>
    /// How many PUTs of a kind Sentinel's headers count down from. At 0 it refuses; where the headers promise more than is published, it
    /// refuses what is beyond that.
    /// </summary>
    public int AnnouncedPuts
    {
        get;
        set
        {
            field = value;
            SentinelPuts.Calls = Math.Min(PublishedPuts, value);
        }
    } = RecordedPuts;

    public SlidingBudget<(string Subscription, string Kind)> SentinelReads { get; } = new(100, TimeSpan.FromMinutes(5) / pace, real);

    /// <summary>Azure Resource Manager, "Understand how Azure Resource Manager throttles requests": per subscription and
    /// principal.</summary>
    public TokenBucket<(string Subscription, Guid App)> ArmReads { get; } = new(250, 25 * pace, real);

    public TokenBucket<(string Subscription, Guid App)> ArmDeletes { get; } = new(200, 10 * pace, real);

    /// <summary>Azure Monitor service limits, Logs Ingestion API: 12,000 requests and 2 GB a minute, per rule.</summary>
    public SlidingBudget<string> IngestionCalls { get; } = new(12_000, TimeSpan.FromMinutes(1) / pace, real);

    public SlidingBudget<string> IngestionKilobytes { get; } = new(2 * 1024 * 1024, TimeSpan.FromMinutes(1) / pace, real);

    public void Clear()
    {
        Graph.Clear();
        SentinelPuts.Clear();
        SentinelReads.Clear();
        ArmReads.Clear();
        ArmDeletes.Clear();
        IngestionCalls.Clear();
        IngestionKilobytes.Clear();
    }
}
