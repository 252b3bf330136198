using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Readers;

/// <summary>A connection that shares a feed, and the state of the feed for it.</summary>
internal sealed record FeedMember(SyncConnection Connection, FeedHealth Health);
