using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// Defender's ranking, shown in Sentinel as a label that is the engine's own (<c>defender-priority:top</c>), so that a queue can be sorted
/// by it there. Defender alone computes it, and has none while its feature is off.
/// </summary>
/// <remarks>
/// <code>
/// | policy        | Defender  | Sentinel      | decision                           |
/// |---------------|-----------|---------------|------------------------------------|
/// | off (default) | any       | any           | not compared                       |
/// | defender-only | no score  | any           | unchanged: unseen is no clearing   |
/// | defender-only | a score   | another label | Defender's to Sentinel             |
/// </code>
/// </remarks>
public sealed class PriorityField : Register<Priority>
{
    private const string Prefix = "defender-priority:";

    /// <inheritdoc/>
    public override string Name => "priority";

    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } = [ConflictPolicy.Off, ConflictPolicy.DefenderOnly];

    /// <summary>The priority of a score.</summary>
    /// <param name="score">0 to 100.</param>
    /// <returns>Never <see cref="Priority.None"/>.</returns>
    public static Priority Of(int score) => score switch
    {
        > 85 => Priority.Top,
        < 15 => Priority.Low,
        _ => Priority.Medium,
    };

    /// <summary>The label that shows a priority in Sentinel; null for none.</summary>
    /// <param name="priority">The priority.</param>
    /// <returns>The label's name.</returns>
    public static string? Label(Priority priority) => priority == Priority.None ? null : Prefix + priority.ToString().ToLowerInvariant();

    /// <summary>The priority that a label shows; null when it is another label.</summary>
    /// <param name="label">A label's name.</param>
    /// <returns>Never <see cref="Priority.None"/>.</returns>
    public static Priority? ShownBy(string label) =>
        Enum.GetValues<Priority>().Where(priority => string.Equals(Label(priority), label, StringComparison.OrdinalIgnoreCase))
            .Cast<Priority?>().FirstOrDefault();

    internal override bool IsEmpty(Priority value) => value == Priority.None;

    internal override JsonNode Encode(Priority value) => value.ToString();

    internal override Priority Decode(JsonNode json) => Enum.Parse<Priority>(json.GetValue<string>());
}
