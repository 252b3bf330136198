using System.Text.Json.Nodes;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Core.Incidents;

/// <summary>
/// A text of the incident. Becoming empty never travels: portals drop texts by themselves (an onboarded workspace loses its descriptions:
/// Azure/Azure-Sentinel issue 10446), and nobody empties one on purpose.
/// </summary>
/// <param name="sentinelLimit">How many UTF-16 units Sentinel holds.</param>
public abstract class TextField(int sentinelLimit) : Register<string>
{
    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } =
    [
        ConflictPolicy.Defender, ConflictPolicy.Sentinel, ConflictPolicy.Newest,
        ConflictPolicy.DefenderOnly, ConflictPolicy.SentinelOnly, ConflictPolicy.Hold, ConflictPolicy.Off,
    ];

    /// <summary>Portals trim texts and change their line ends; that is no edit.</summary>
    internal override bool Same(string left, string right) => Text.SameSight(left, right);

    internal override bool EmptyTravels => false;

    internal override bool IsEmpty(string value) => string.IsNullOrWhiteSpace(value);

    internal override Projection<string> Project(string value, Portal onto, Seen<string>? heldThere, SyncRules rules) =>
        new Projection<string>.Fits(onto == Portal.Sentinel ? Text.Cut(value, sentinelLimit) : value);

    internal override HoldReason? MustNotTravel(Portal from, string now, Seen<string>? otherNow, SyncRules rules) =>
        from == Portal.Sentinel && otherNow is { } whole && whole.Value.Length > sentinelLimit ? HoldReason.CutText : null;

    internal override JsonNode Encode(string value) => value;

    internal override string Decode(JsonNode json) => json.GetValue<string>();
}
