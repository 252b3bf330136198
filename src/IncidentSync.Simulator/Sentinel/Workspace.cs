namespace IncidentSync.Simulator.Sentinel;

/// <summary>One Sentinel workspace and where it lies in Azure.</summary>
internal sealed record Workspace(string Tenant, Guid SubscriptionId, string ResourceGroup, string Name)
{
    /// <summary>Whether the workspace lists a Microsoft Defender XDR connector with incidents enabled. The simulator's native sync, when
    /// there is one, and the workspace's providerName follow from it.</summary>
    public bool Native { get; init; }

    public string ResourceId =>
        $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}/providers/Microsoft.OperationalInsights/workspaces/{Name}";
}
