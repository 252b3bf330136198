using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// Severity is the same word on both portals. Defender's <c>unknown</c> has no counterpart: it is held, and a twin starts Informational
/// because Sentinel requires one.
/// </summary>
public sealed class SeverityField : Register<Severity>
{
    /// <inheritdoc/>
    public override string Name => "severity";

    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } =
    [
        ConflictPolicy.Highest, ConflictPolicy.Newest, ConflictPolicy.Defender, ConflictPolicy.Sentinel,
        ConflictPolicy.DefenderOnly, ConflictPolicy.SentinelOnly, ConflictPolicy.Hold, ConflictPolicy.Off,
    ];

    /// <inheritdoc/>
    public override Reading? ForTwin(Reading defender, FieldRules rules) =>
        base.ForTwin(defender, rules) ?? new Seen<Severity>(Severity.Informational);

    /// <inheritdoc/>
    internal override int Rank(ConflictPolicy policy, Severity value) => (int)value;

    /// <inheritdoc/>
    internal override JsonNode Encode(Severity value) => value.ToString();

    /// <inheritdoc/>
    internal override Severity Decode(JsonNode json) => Enum.Parse<Severity>(json.GetValue<string>());
}
