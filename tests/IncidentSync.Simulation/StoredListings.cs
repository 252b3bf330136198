using System.Collections.Immutable;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>The lists that are or were read whole.</summary>
internal sealed record StoredListings(ImmutableDictionary<(string Connection, Portal Portal, ListingKind Kind), StoredListing> Rows)
{
    public static readonly StoredListings None = new(ImmutableDictionary<(string, Portal, ListingKind), StoredListing>.Empty);

    public StoredListing? Find(string connection, Portal portal, ListingKind kind) => Rows.GetValueOrDefault((connection, portal, kind));

    /// <summary>A cursor leapt over this.</summary>
    public StoredListings With(PageCommit page, FeedRange gap, DateTimeOffset now)
    {
        var key = (page.Connection, page.Portal, ListingKind.Backfill);
        return new(Rows.SetItem(key, Rows.GetValueOrDefault(key, new StoredListing(null, now)).With(gap, now)));
    }

    /// <summary>Takes a list for one step.</summary>
    public (StoredListings After, Listing? Taken) Take(ListingTerms terms, DateTimeOffset now)
    {
        var known = Begun(terms, ListingKind.OpenSweep, terms.OpenEvery, now).Begun(terms, ListingKind.ClosedSweep, terms.ClosedEvery, now);
        var own = known.Rows.Where(row => row.Key.Connection == terms.Connection && row.Key.Portal == terms.Portal)
            .OrderBy(row => row.Key.Kind).Where(row => row.Value.Range is not null).ToList();
        if (own.Count == 0 || own.Any(row => row.Value.LeaseUntil >= now))
        {
            return (known, null);
        }

        var (key, row) = own[0];
        var taken = row with { Token = row.Token + 1, LeaseUntil = now + terms.Lease };
        var listing = new Listing(terms.Connection, terms.Portal, key.Kind, taken.Range!, taken.Read, taken.Token)
        {
            Progress = new ListingProgress(now - taken.StartedAt, taken.Share),
        };
        return (new StoredListings(known.Rows.SetItem(key, taken)), listing);
    }

    /// <summary>The step is still its own.</summary>
    public bool Holds(Listing listing) => Find(listing.Connection, listing.Portal, listing.Kind)?.Token == listing.Token;

    /// <summary>A step was made.</summary>
    public StoredListings After(PageCommit page, int missing, int differing, DateTimeOffset now)
    {
        var listing = page.Step!.Listing;
        var key = (listing.Connection, listing.Portal, listing.Kind);
        return new(Rows.SetItem(key, Rows[key].After(page, missing, differing, now)));
    }

    private StoredListings Begun(ListingTerms terms, ListingKind kind, TimeSpan every, DateTimeOffset now)
    {
        var key = (terms.Connection, terms.Portal, kind);
        var row = Rows.GetValueOrDefault(key, new StoredListing(null, now));
        return new(Rows.SetItem(key, row.BegunWhenDue(terms.RangeOf(kind), every, now)));
    }
}
