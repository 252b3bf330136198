using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// What each portal held in one field when the two last agreed, in each portal's vocabulary, and since when each has differed from it.
/// </summary>
/// <param name="Defender">Defender's reading then.</param>
/// <param name="Sentinel">Sentinel's reading then.</param>
/// <param name="DefenderSince">Defender's stamp of the first snapshot that differed; null while none does.</param>
/// <param name="SentinelSince">Sentinel's stamp of the first snapshot that differed; null while none does.</param>
public sealed record FieldBase(Reading Defender, Reading Sentinel, Stamp? DefenderSince = null, Stamp? SentinelSince = null)
{
    /// <summary>That portal's reading.</summary>
    public Reading this[Portal portal] => portal == Portal.Defender ? Defender : Sentinel;

    /// <summary>Since when that portal has differed.</summary>
    /// <param name="portal">The portal whose edit is asked for.</param>
    /// <returns>That portal's stamp of the first snapshot that differed; null while it holds what its base says.</returns>
    public Stamp? Since(Portal portal) => portal == Portal.Defender ? DefenderSince : SentinelSince;

    internal FieldBase Observed(Portal portal, Stamp? since) =>
        portal == Portal.Defender ? this with { DefenderSince = since } : this with { SentinelSince = since };
}
