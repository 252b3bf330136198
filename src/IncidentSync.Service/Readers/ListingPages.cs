using System.Collections.Immutable;
using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>What a step keeps of its pages: the ids of the incidents, not the incidents.</summary>
/// <param name="Listing">The list, as it was taken.</param>
/// <param name="Names">The incidents they named; null when one could be any.</param>
internal sealed record ListingPages(Listing Listing, ImmutableHashSet<IncidentId>? Names)
{
    /// <summary>How many incidents they had.</summary>
    public int Incidents { get; private init; }

    /// <summary>The same with the rows that could not be read.</summary>
    public int Rows { get; private init; }

    /// <summary>How many links they made dirty.</summary>
    public int Dirty { get; init; }

    public static ListingPages Of(Listing listing) => new(listing, []);

    // A row whose name cannot be read may be any incident, so nothing counts as missing.
    public ListingPages With(FeedPage page) => this with
    {
        Names = page.Unreadable.Any(row => row.Id is null && !row.IsMisnamed)
            ? null
            : Names?.Union(page.Incidents.Select(incident => incident.Id))
                .Union(page.Unreadable.Select(row => row.Id).OfType<IncidentId>()),
        Incidents = Incidents + page.Incidents.Count,
        Rows = Rows + page.Incidents.Count + page.Unreadable.Count,
    };
}
