namespace IncidentSync.Core.Values;

/// <summary>
/// Where the two incidents of a connection's links live. Ids are derived from this, never from the connection's name: a renamed
/// connection makes no second twin.
/// </summary>
/// <param name="DefenderTenant">The Entra tenant of the Defender portal.</param>
/// <param name="Subscription">The Azure subscription of the workspace.</param>
/// <param name="ResourceGroup">Its resource group.</param>
/// <param name="Workspace">Its name.</param>
public sealed record LinkIdentity(string DefenderTenant, string Subscription, string ResourceGroup, string Workspace)
{
    /// <summary>All of it in one text: lower case, joined by slashes.</summary>
    public string Path => string.Join('/', DefenderTenant, Subscription, ResourceGroup, Workspace).ToLowerInvariant();

    /// <summary>The name that the twin of a Defender incident has in Sentinel.</summary>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns>A GUID in lower case: Sentinel lets the caller choose the name (Incidents - Create Or Update).</returns>
    public IncidentId TwinOf(IncidentId defenderId) => new(Name(defenderId.Value).ToString("D"));

    /// <summary>The link of a Defender incident.</summary>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns>The same id for every replica, and after the database was lost.</returns>
    public LinkId LinkOfDefender(IncidentId defenderId) => new(Name(defenderId.Value));

    /// <summary>The link of a Sentinel incident that belongs to no Defender incident.</summary>
    /// <param name="sentinelName">The resource name of the Sentinel incident.</param>
    /// <returns>An id that no Defender incident's link has.</returns>
    public LinkId LinkOfSentinel(IncidentId sentinelName) => new(Name("sentinel", sentinelName.Value));

    private Guid Name(params ReadOnlySpan<string> rest) =>
        NameBasedGuid.Of([DefenderTenant, Subscription, ResourceGroup, Workspace, .. rest]);
}
