namespace IncidentSync.Simulator.Sentinel;

/// <summary>Who wrote a comment, as the service fills it in.</summary>
internal sealed record SentinelAuthor(string? ObjectId, string? Email, string? Name, string? UserPrincipalName);
