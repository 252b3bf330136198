using System.Collections.Immutable;
using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>What is kept of the pages of one step while it goes on: which incidents they named, and no incident.</summary>
/// <param name="Listing">The list, as it was taken.</param>
/// <param name="Names">The incidents they named; null when one could be any.</param>
internal sealed record ListingPages(Listing Listing, ImmutableHashSet<IncidentId>? Names)
{
    /// <summary>How many incidents they had.</summary>
    public int Incidents { get; private init; }

    /// <summary>The same with those that could not be read.</summary>
    public int Rows { get; private init; }

    /// <summary>How many links became dirty for them.</summary>
    public int Dirty { get; init; }

    public static ListingPages Of(Listing listing) => new(listing, []);

    // A row of which not even the name can be read may be any incident: then nothing is missing.
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
