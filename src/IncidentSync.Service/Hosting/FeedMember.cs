namespace IncidentSync.Service.Hosting;

/// <summary>A connection that shares a feed, and how the feed fares for it.</summary>
internal sealed record FeedMember(SyncConnection Connection, FeedHealth Health);
