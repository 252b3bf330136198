namespace IncidentSync.Core.Links;

/// <summary>Which incidents of a portal are listed.</summary>
public enum FeedScope
{
    /// <summary>In whatever status.</summary>
    All,

    /// <summary>Not closed, in the portal's own words: a merged one is closed.</summary>
    Open,

    /// <summary>Closed.</summary>
    Closed,
}
