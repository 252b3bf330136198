using System.Text.Json.Nodes;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>What a dry run found about one field of one link.</summary>
/// <param name="Id">Its place in the order.</param>
/// <param name="Link">The link.</param>
/// <param name="DefenderId">Defender's incident.</param>
/// <param name="SentinelName">Sentinel's incident, or the name the twin would have.</param>
/// <param name="Kind">What would be in the journal (created, carried, conflict, held, lifecycle), or waits (for Microsoft's own sync, or
/// the incident's age), or readFirst (a portal would be asked).</param>
/// <param name="Portal">defender or sentinel: the portal that would be written or asked; null when none would.</param>
/// <param name="Field">The field; null when the whole incident is meant.</param>
/// <param name="Was">The value that would be replaced, or the losing one of a conflict; of a field that waits, Defender's.</param>
/// <param name="Now">The value that would stand afterwards; of a field that waits, Sentinel's.</param>
/// <param name="Writes">The portal would be written.</param>
/// <param name="Reason">Why: the policy's name, the hold's reason, what is waited for.</param>
internal sealed record DifferenceRow(
    long Id,
    Guid Link,
    string? DefenderId,
    string SentinelName,
    string Kind,
    string? Portal,
    string? Field,
    JsonNode? Was,
    JsonNode? Now,
    bool Writes,
    string Reason);
