namespace IncidentSync.Simulator.Sentinel;

/// <summary>One Sentinel workspace and where it lies in Azure.</summary>
internal sealed record Workspace(string Tenant, Guid SubscriptionId, string ResourceGroup, string Name)
{
    /// <summary>Whether the workspace lists a Microsoft Defender XDR connector with incidents enabled; Microsoft's own sync serves it
    /// then.</summary>
    public bool Native { get; init; }

    public string ResourceId =>
        $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}/providers/Microsoft.OperationalInsights/workspaces/{Name}";
}
