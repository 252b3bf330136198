using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// A text of the incident. An empty text never travels: portals drop texts by themselves (an onboarded workspace loses its descriptions:
/// Azure/Azure-Sentinel issue 10446), and people do not empty one on purpose.
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

    /// <summary>Portals trim texts and change line ends, and not all of a text crosses; none of that is an edit.</summary>
    internal override bool Same(string left, string right) => Text.SameSight(Crosses(left), Crosses(right));

    internal override bool EmptyTravels => false;

    internal override bool IsEmpty(string value) => string.IsNullOrWhiteSpace(Crosses(value));

    /// <summary>The part that crosses (<see cref="Crossing"/>).</summary>
    internal abstract string Crosses(string value);

    internal override Projection<string> Project(string value, Portal onto, Seen<string>? heldThere, FieldRules rules) =>
        new Projection<string>.Fits(onto == Portal.Sentinel ? Text.Cut(Crosses(value), sentinelLimit) : Crosses(value));

    internal override HoldReason? MustNotTravel(Portal from, string now, Seen<string>? otherNow, FieldRules rules) =>
        from == Portal.Sentinel && otherNow is { } whole && Crosses(whole.Value).Length > sentinelLimit ? HoldReason.CutText : null;

    internal override JsonNode Encode(string value) => value;

    internal override string Decode(JsonNode json) => json.GetValue<string>();
}
