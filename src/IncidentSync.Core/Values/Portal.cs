namespace IncidentSync.Core.Values;

/// <summary>One of the two places where analysts see an incident.</summary>
public enum Portal
{
    /// <summary>Microsoft Defender XDR, reached over Microsoft Graph.</summary>
    Defender,

    /// <summary>Microsoft Sentinel, reached over Azure Resource Manager.</summary>
    Sentinel,
}

/// <summary>The two portals stand opposite each other.</summary>
public static class Portals
{
    /// <summary>Both, in the order every table and page shows them.</summary>
    public static readonly IReadOnlyList<Portal> Both = [Portal.Defender, Portal.Sentinel];

    /// <summary>The portal on the other side of the link.</summary>
    /// <param name="portal">One side.</param>
    /// <returns>The opposite one.</returns>
    public static Portal Other(this Portal portal) => portal == Portal.Defender ? Portal.Sentinel : Portal.Defender;
}
