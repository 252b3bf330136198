namespace IncidentSync.Service.Replays;

/// <summary>Links of one connection to plan again, and the progress.</summary>
/// <param name="Id">The replay.</param>
/// <param name="Connection">The one connection that it belongs to.</param>
/// <param name="Since">Its links are those with a portal's stamp or a journal row since then; null when they are named.</param>
/// <param name="Ids">Its links; null when <paramref name="Since"/> selects them.</param>
/// <param name="Cursor">The last link that was done, in the order of ids.</param>
/// <param name="Passed">How many were done.</param>
/// <param name="Differences">How many differences a dry run has found.</param>
internal sealed record Replay(long Id, string Connection, DateTimeOffset? Since, Guid[]? Ids, Guid Cursor, int Passed, int Differences);
