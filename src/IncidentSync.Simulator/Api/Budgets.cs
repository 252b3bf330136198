namespace IncidentSync.Simulator.Api;

/// <summary>The portals' published limits, on real time.</summary>
internal sealed class Budgets(TimeProvider real)
{
    /// <summary>Lifted: every call is still counted, none is refused.</summary>
    public bool Lifted { get; set; }

    /// <summary>"150 requests per minute" for security detections and incidents (Microsoft Graph service-specific throttling
    /// limits).</summary>
    public SlidingBudget<(Guid Tenant, Guid App)> Graph { get; } = new(150, TimeSpan.FromMinutes(1), real);

    /// <summary>Microsoft Sentinel REST API, "Request limits and throttling": per five minutes, per subscription and kind.</summary>
    public SlidingBudget<(string Subscription, string Kind)> SentinelPuts { get; } = new(75, TimeSpan.FromMinutes(5), real);

    public SlidingBudget<(string Subscription, string Kind)> SentinelReads { get; } = new(100, TimeSpan.FromMinutes(5), real);

    /// <summary>Azure Resource Manager, "Understand how Azure Resource Manager throttles requests": per subscription and
    /// principal.</summary>
    public TokenBucket<(string Subscription, Guid App)> ArmReads { get; } = new(250, 25, real);

    public TokenBucket<(string Subscription, Guid App)> ArmDeletes { get; } = new(200, 10, real);

    public void Clear()
    {
        Graph.Clear();
        SentinelPuts.Clear();
        SentinelReads.Clear();
        ArmReads.Clear();
        ArmDeletes.Clear();
    }
}
