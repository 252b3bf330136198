namespace IncidentSync.Simulator.Sentinel;

/// <summary>What ties an alert or a bookmark to an incident.</summary>
internal sealed record SentinelRelation(string Name, string Etag, string RelatedResourceId)
{
    public string RelatedName => RelatedResourceId[(RelatedResourceId.LastIndexOf('/') + 1)..];

    /// <summary>Entities or Bookmarks: the collection the related resource lies in.</summary>
    public string Collection => RelatedResourceId.Split('/') is [.., var collection, _] ? collection : "";

    public bool IsAlert => string.Equals(Collection, "Entities", StringComparison.OrdinalIgnoreCase);
}
