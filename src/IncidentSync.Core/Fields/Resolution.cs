using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// An operator's decision about a held field, and the two values that it is about. It never applies to other values.
/// </summary>
/// <param name="Winner">The portal whose value prevails.</param>
/// <param name="Defender">What Defender held then.</param>
/// <param name="Sentinel">What Sentinel held then.</param>
public sealed record Resolution(Portal Winner, Reading Defender, Reading Sentinel)
{
    /// <summary>The name under which the journal shows it.</summary>
    public const string Rule = "operator";

    /// <summary>Whether the portals still hold the values that the operator saw.</summary>
    /// <param name="fieldCase">What they hold now.</param>
    /// <param name="field">The field.</param>
    /// <returns>True if they do.</returns>
    public bool Fits(FieldCase fieldCase, Field field) =>
        field.Same(Defender, fieldCase.Defender.Now) && field.Same(Sentinel, fieldCase.Sentinel.Now);
}
