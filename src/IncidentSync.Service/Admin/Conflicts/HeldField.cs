using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentSync.Service.Admin.Conflicts;

/// <summary>A field that waits for a person or a change.</summary>
/// <param name="Id">Names it: the link's id, a colon, the field's name.</param>
/// <param name="Link">The link.</param>
/// <param name="Connection">The connection it belongs to.</param>
/// <param name="DefenderId">Defender's incident.</param>
/// <param name="SentinelName">Sentinel's incident.</param>
/// <param name="Field">The field's name; <c>incident</c> when the whole link waits, <c>comments</c> when those do.</param>
/// <param name="Reason">Why: unknownValue, unmappedOwner, awaitingAction, cutText, conflict, reopened, refused, notAccepted, oscillation;
/// of a whole link duplicate, redirectCircle; of comments foreignMarkers.</param>
/// <param name="Defender">Defender's value in the shared vocabulary; null when it does not show one.</param>
/// <param name="Sentinel">Sentinel's value in the shared vocabulary; null when it does not show one.</param>
/// <param name="Version">Names the two values: a resolution that quotes it decides about no others.</param>
/// <param name="Since">When the journal says that it began to wait, by the database's clock; null when it does not say.</param>
internal sealed record HeldField(
    string Id,
    Guid Link,
    string Connection,
    string? DefenderId,
    string SentinelName,
    string Field,
    string Reason,
    JsonNode? Defender,
    JsonNode? Sentinel,
    string Version,
    DateTimeOffset? Since)
{
    /// <summary>The name of two values.</summary>
    public static string VersionOf(JsonNode? defender, JsonNode? sentinel) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{defender?.ToJsonString()}\n{sentinel?.ToJsonString()}")))[..16];
}
