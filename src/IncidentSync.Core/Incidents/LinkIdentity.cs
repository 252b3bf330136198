namespace IncidentSync.Core.Incidents;

/// <summary>
/// Where the two incidents of a connection's links live. Ids are derived from this, never from the connection's name: a renamed
/// connection makes no second twin.
/// </summary>
public sealed record LinkIdentity(string DefenderTenant, string Subscription, string ResourceGroup, string Workspace)
{
    /// <summary>The name that the twin of a Defender incident has in Sentinel.</summary>
    public IncidentId TwinOf(IncidentId defenderId) => new(Name(defenderId.Value).ToString("D"));

    /// <summary>The link of a Defender incident.</summary>
    public LinkId LinkOfDefender(IncidentId defenderId) => new(Name(defenderId.Value));

    /// <summary>The link of a Sentinel incident that belongs to no Defender incident.</summary>
    public LinkId LinkOfSentinel(IncidentId sentinelName) => new(Name("sentinel", sentinelName.Value));

    private Guid Name(params ReadOnlySpan<string> rest) =>
        NameBasedGuid.Of([DefenderTenant, Subscription, ResourceGroup, Workspace, .. rest]);
}
