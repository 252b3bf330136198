using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>A conflict of two values, one of which wins. The other is in the journal before it is overwritten.</summary>
/// <param name="Defender">Defender's value.</param>
/// <param name="Sentinel">Sentinel's value.</param>
/// <param name="Winner">The portal whose value prevails.</param>
/// <param name="Rule">The name of the policy, or of the rule of the field, that decided.</param>
public sealed record Conflict(Reading Defender, Reading Sentinel, Portal Winner, string Rule)
{
    /// <summary>The value that wins.</summary>
    public Reading Winning => Winner == Portal.Defender ? Defender : Sentinel;

    /// <summary>The value that is overwritten.</summary>
    public Reading Losing => Winner == Portal.Defender ? Sentinel : Defender;
}
