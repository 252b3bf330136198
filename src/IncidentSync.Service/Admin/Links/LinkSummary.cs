using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;

namespace IncidentSync.Service.Admin.Links;

/// <summary>A link in a list.</summary>
/// <param name="Id">The link.</param>
/// <param name="Connection">The connection it belongs to.</param>
/// <param name="DefenderId">Defender's incident; null for one that exists in Sentinel alone.</param>
/// <param name="SentinelName">Sentinel's incident, or the name the twin will have.</param>
/// <param name="State">live, unpaired, merged or deleted.</param>
/// <param name="Held">The names of the fields that wait; <c>comments</c> and <c>incident</c> when those do.</param>
/// <param name="Attempts">How often in a row it failed.</param>
/// <param name="LastError">What failed last; empty when nothing did.</param>
/// <param name="Dirty">It changed since it was last planned.</param>
/// <param name="OpenIntents">Writes are announced and not settled.</param>
/// <param name="NotBefore">Nobody touches it before.</param>
/// <param name="Hold">Why the whole link waits for a person: duplicate, redirectCircle; null when it does not.</param>
internal sealed record LinkSummary(
    Guid Id,
    string Connection,
    string? DefenderId,
    string SentinelName,
    LinkState State,
    IReadOnlyList<string> Held,
    int Attempts,
    string LastError,
    bool Dirty,
    bool OpenIntents,
    DateTimeOffset NotBefore,
    HoldReason? Hold);
