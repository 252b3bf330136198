using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Readers;

/// <summary>A connection that shares a feed, and how the feed fares for it.</summary>
internal sealed record FeedMember(SyncConnection Connection, FeedHealth Health);
