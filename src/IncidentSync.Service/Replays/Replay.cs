namespace IncidentSync.Service.Replays;

/// <summary>Links of one connection that are to be planned again, and how far that has come.</summary>
/// <param name="Id">The replay.</param>
/// <param name="Connection">The connection it belongs to, and to no other.</param>
/// <param name="Since">Its links are those of which a portal or the journal says something from then on; null when they are named.</param>
/// <param name="Ids">Its links; null when they are those since a time.</param>
/// <param name="Cursor">The last link that was gone through, in the order of their ids.</param>
/// <param name="Passed">How many were.</param>
/// <param name="Differences">How many differences a dry run has found.</param>
internal sealed record Replay(long Id, string Connection, DateTimeOffset? Since, Guid[]? Ids, Guid Cursor, int Passed, int Differences);
