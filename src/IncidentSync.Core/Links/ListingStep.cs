using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>What one step of a <see cref="Listing"/> read, and what a sweep checks in it.</summary>
/// <param name="Listing">The list, as it was taken.</param>
/// <param name="Left">What is left of it; null when it was read whole.</param>
public sealed record ListingStep(Listing Listing, FeedRange? Left)
{
    /// <summary>
    /// The incidents that were listed; the incident of a link that should be among them and is not is missing. Null when nothing follows
    /// from an absence.
    /// </summary>
    public ImmutableHashSet<IncidentId>? Listed { get; init; }

    /// <summary>Another page of the same step follows: the replica keeps the list.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Compares the two portals of a link; null when the step compares nothing.</summary>
    public SweepCheck? Check { get; init; }

    /// <summary>The portal lists nothing at all, which counts for the brake.</summary>
    public BrakeCharge? Brake { get; init; }

    /// <summary>The stamps that were read whole. The edge of what is left may hold more incidents.</summary>
    public FeedRange Done => Left switch
    {
        null => Listing.Range,
        { Since: var since } when since > Listing.Range.Since => Listing.Range with { Until = new Stamp(since.Ticks - 1) },
        { Until: { } until } => Listing.Range with { Since = new Stamp(until.Ticks + 1) },
        _ => throw new InvalidOperationException("The rest of a list has an end."),
    };

    /// <summary>The portal has shown this incident within the range that was read, but does not list it.</summary>
    /// <param name="link">A pair of the connection.</param>
    /// <returns>True when the page should have listed its incident.</returns>
    public bool Misses(Link link) =>
        Listed is not null && link is { State: LinkState.Live, Missing: null } && link[Listing.Portal] is { } known
        && known.Stamp >= Done.Since && known.Stamp <= Done.Until && IsInScope(known) && !Listed.Contains(known.Id);

    /// <summary>The two portals of this link differ without a reason, and this list is the one that counts it.</summary>
    /// <param name="link">A pair of the connection.</param>
    /// <returns>True when this list counts it and the two differ without a reason.</returns>
    public bool Differs(Link link) => Check is not null && SweepCheck.IsCountedBy(Listing, link) && Check.Differs(link);

    private bool IsInScope(Snapshot known) => (Listing.Scope == FeedScope.Closed) == SweepCheck.IsClosed(known);
}
