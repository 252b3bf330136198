using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>Status, with its one lossy value: awaitingAction is Active in Sentinel, and is never written or overwritten.</summary>
public sealed class StatusField : Register<Status>
{
    /// <inheritdoc/>
    public override string Name => "status";

    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } =
    [
        ConflictPolicy.Open, ConflictPolicy.Closed, ConflictPolicy.Newest, ConflictPolicy.Defender, ConflictPolicy.Sentinel,
        ConflictPolicy.Hold, ConflictPolicy.Off,
    ];

    /// <summary>Sentinel creates no incident without a status, so an unknown one starts as New and is held.</summary>
    /// <param name="defender">Defender's reading.</param>
    /// <param name="rules">Not used.</param>
    /// <returns>A status, always.</returns>
    public override Reading? ForTwin(Reading defender, FieldRules rules) => base.ForTwin(defender, rules) ?? new Seen<Status>(Status.New);

    /// <inheritdoc/>
    internal override Projection<Status> Project(Status value, Portal onto, Seen<Status>? heldThere, FieldRules rules) =>
        new Projection<Status>.Fits(value == Status.AwaitingAction && onto == Portal.Sentinel ? Status.Active : value);

    /// <inheritdoc/>
    internal override HoldReason? MustNotOverwrite(Status heldThere) =>
        heldThere == Status.AwaitingAction ? HoldReason.AwaitingAction : null;

    /// <inheritdoc/>
    internal override int Rank(ConflictPolicy policy, Status value) => (policy == ConflictPolicy.Closed, value) switch
    {
        // open: Active > New > Closed
        (false, Status.Active or Status.AwaitingAction) => 2,
        (false, Status.New) => 1,
        (false, _) => 0,
        // closed: Closed > Active > New
        (true, Status.Closed) => 2,
        (true, Status.Active or Status.AwaitingAction) => 1,
        (true, _) => 0,
    };

    /// <inheritdoc/>
    internal override JsonNode Encode(Status value) => value.ToString();

    /// <inheritdoc/>
    internal override Status Decode(JsonNode json) => Enum.Parse<Status>(json.GetValue<string>());
}
