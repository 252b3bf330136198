using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// What an operator decided about a held field, and about which two values. It decides nothing the operator has not seen.
/// </summary>
/// <param name="Winner">The portal whose value prevails.</param>
/// <param name="Defender">What Defender held then.</param>
/// <param name="Sentinel">What Sentinel held then.</param>
public sealed record Resolution(Portal Winner, Reading Defender, Reading Sentinel)
{
    /// <summary>The name under which the journal shows it.</summary>
    public const string Rule = "operator";

    /// <summary>The portals still hold what the operator saw.</summary>
    /// <param name="fieldCase">What they hold now.</param>
    /// <param name="field">The field.</param>
    /// <returns>They do.</returns>
    public bool Fits(FieldCase fieldCase, Field field) =>
        field.Same(Defender, fieldCase.Defender.Now) && field.Same(Sentinel, fieldCase.Sentinel.Now);
}
