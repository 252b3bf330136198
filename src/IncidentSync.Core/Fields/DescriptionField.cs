using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>The description. Sentinel holds 5,000 characters (Microsoft Sentinel service limits).</summary>
public sealed class DescriptionField() : TextField(SentinelLimit)
{
    /// <summary>The longest description in Sentinel, in UTF-16 units.</summary>
    public const int SentinelLimit = 5_000;

    /// <inheritdoc/>
    public override string Name => "description";

    internal override string Crosses(string value) => Crossing.Lines(value);
}
