namespace IncidentSync.Connectors;

/// <summary>What the portals count calls under.</summary>
public enum QuotaKind
{
    /// <summary>
    /// Lists of Graph's incidents. Graph counts them with all other calls of an app in a tenant; they have a part of that quota to
    /// themselves, so that neither a wave of edits blinds the feed nor many feeds leave nothing for edits.
    /// </summary>
    GraphLists,

    /// <summary>All other calls to Graph's incidents.</summary>
    GraphCalls,

    /// <summary>Reads through Azure Resource Manager, by subscription and principal.</summary>
    ArmReads,

    /// <summary>PUTs of Sentinel's incidents, by subscription.</summary>
    IncidentPuts,

    /// <summary>PUTs of Sentinel's comments, by subscription.</summary>
    CommentPuts,

    /// <summary>Lists of Sentinel's comments, by subscription.</summary>
    CommentReads,
}
