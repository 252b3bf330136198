using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>One field of one link: what each portal holds now, and what each held when they last agreed.</summary>
/// <param name="Defender">Defender's side.</param>
/// <param name="Sentinel">Sentinel's side.</param>
public sealed record FieldCase(FieldSide Defender, FieldSide Sentinel)
{
    /// <summary>That portal's side.</summary>
    public FieldSide this[Portal portal] => portal == Portal.Defender ? Defender : Sentinel;
}

/// <summary>One portal's side of a field, in its own vocabulary and by its own clock.</summary>
/// <param name="Now">The reading of the newest snapshot.</param>
/// <param name="Base">The reading when the portals last agreed; null at first contact.</param>
/// <param name="ChangedAt">The portal's stamp of the first snapshot that differed from the base; at first contact, the incident's
/// stamp.</param>
public sealed record FieldSide(Reading Now, Reading? Base, Stamp ChangedAt);
