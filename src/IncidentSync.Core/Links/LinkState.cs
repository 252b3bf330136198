namespace IncidentSync.Core.Links;

/// <summary>Where a link stands in its life.</summary>
public enum LinkState
{
    /// <summary>Both incidents exist, or the twin is about to.</summary>
    Live,

    /// <summary>A Sentinel incident without a Defender incident. Listed, never written.</summary>
    Unpaired,

    /// <summary>Defender merged the incident into another; the Sentinel incident was closed.</summary>
    Merged,

    /// <summary>The Sentinel incident was deleted. It is not created again.</summary>
    Deleted,
}
