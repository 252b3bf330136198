namespace IncidentSync.Service.Stream;

/// <summary>The comment at one twin, as far as it is known.</summary>
/// <param name="LinkId">The link.</param>
/// <param name="SourceId">The source of its alerts.</param>
/// <param name="DefenderId">Defender's incident.</param>
/// <param name="SentinelName">The twin.</param>
/// <param name="Digest">What the comment says, without its date; empty before the first.</param>
/// <param name="Version">The version that was written; empty before the first, and while the answer to a write is missing.</param>
internal sealed record TwinComment(
    Guid LinkId, int SourceId, string DefenderId, string SentinelName, string Digest, string Version);
