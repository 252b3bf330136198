using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>Which Defender incidents get a twin, and when. Checked at every change; an existing pair is not checked.</summary>
/// <param name="CreateDelay">How old an incident is before it gets one: most merges happen within minutes of the creation.</param>
/// <param name="MinSeverity">At least this severe; null for any.</param>
/// <param name="Tags">One of these tags; empty for any.</param>
/// <param name="TitleContains">One of these in the title, ignoring case; empty for any.</param>
public sealed record TwinRules(TimeSpan CreateDelay, Severity? MinSeverity, Tags Tags, ImmutableArray<string> TitleContains)
{
    /// <summary>Every incident, at once.</summary>
    public static readonly TwinRules Every = new(TimeSpan.Zero, null, Tags.None, []);

    /// <summary>Whether all given conditions hold.</summary>
    /// <param name="incident">The Defender incident as it reads now.</param>
    /// <returns>True when a twin may be made of it.</returns>
    public bool Allow(Incident incident) => SevereEnough(incident) && Tagged(incident) && Titled(incident);

    // An unknown severity is not known to be too low.
    private bool SevereEnough(Incident incident) =>
        MinSeverity is not { } least || incident[AllFields.Severity] is not Seen<Severity> seen || seen.Value >= least;

    private bool Tagged(Incident incident) =>
        Tags.IsEmpty || (incident[AllFields.Tags] is Seen<Tags> seen && Tags.Shown.Any(seen.Value.Contains));

    private bool Titled(Incident incident) =>
        TitleContains.IsEmpty || (incident[AllFields.Title] is Seen<string> seen
            && TitleContains.Any(part => seen.Value.Contains(part, StringComparison.OrdinalIgnoreCase)));
}
