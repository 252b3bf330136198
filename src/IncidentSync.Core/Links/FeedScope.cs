namespace IncidentSync.Core.Links;

/// <summary>Which incidents of a portal are listed.</summary>
public enum FeedScope
{
    /// <summary>In whatever status.</summary>
    All,

    /// <summary>Not closed, by the portal's own statuses: a merged one is closed.</summary>
    Open,

    /// <summary>Closed.</summary>
    Closed,
}
