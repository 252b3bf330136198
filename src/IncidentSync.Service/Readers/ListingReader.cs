using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Readers;

/// <summary>
/// Stage 1, behind the feeds: reads lists whole, one page a run. A backfill reads what the feed has not seen; a sweep compares a portal's
/// list with the links. Stamps alone select each page, so any replica can continue where another was killed; a row that moves during the
/// read leaves the list for the feed. The reader signals nothing: the links that it makes dirty wait for their turn in the store.
/// </summary>
/// <remarks>
/// <code>
/// | a sweep finds                                     | then                                                          |
/// |---------------------------------------------------|---------------------------------------------------------------|
/// | an incident that changed                          | it is stored and its link is dirty, as if the feed had read it |
/// | a pair that differs without a reason              | it is counted, and its link is dirty                          |
/// | a link whose incident is not listed               | it is missing: to be confirmed twice                          |
/// | no incident at all, and the portal lists others   | the same                                                      |
/// | no incident at all, nor does the portal list any  | nothing is missing; the brake may go on                       |
/// </code>
/// </remarks>
internal sealed class ListingReader(
    SyncConnection connection, IIncidentPortal portal, ISyncStore store, TimeProvider time, ILogger<ListingReader> log)
{
    private const int MostRestarts = 5;

    /// <summary>The log shows progress each time this many incidents were read.</summary>
    private const int Told = 1_000;

    /// <summary>A portal lists something if it lists an incident of the last few days.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(180);

    private readonly UnreadableRows _unreadable = new();
    private string _lastFailure = "";

    /// <summary>Reads the next page of a list that is due.</summary>
    public async Task<ListingRun> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await store.TakeListingAsync(Terms(), cancellationToken) is not { } listing)
        {
            return new ListingRun.Idle();
        }

        if (listing.Read == 0 && _lastFailure.Length == 0)
        {
            log.ListingBegun(connection.Name, listing.Kind, portal.Portal);
        }

        return await StepAsync(listing, cancellationToken);
    }

    private ListingTerms Terms()
    {
        var now = Stamp.Of(time.GetUtcNow());
        return new ListingTerms(
            connection.Name,
            portal.Portal,
            connection.Timing.SweepOpen,
            connection.Timing.SweepClosed,
            now.Back(connection.Timing.Backfill),
            now.Back(connection.Timing.Late.Overlap(portal.Portal)),
            connection.Timing.Lease);
    }

    private async Task<ListingRun> StepAsync(Listing listing, CancellationToken cancellationToken)
    {
        var first = new FeedRequest(listing.Range.Since)
        {
            Until = listing.Range.Until, Scope = listing.Scope, IsBulk = true, IsFeed = true,
        };
        var (request, step, meter, restarts) = (first, ListingPages.Of(listing), new PageMeter(connection.Lists), 0);
        while (true)
        {
            switch (await portal.ReadChangesAsync(request, cancellationToken))
            {
                case FeedOutcome.Page { Value: var page }:
                    Note(page);
                    step = step.With(page);
                    var isPast = page.Left?.Since > listing.Range.Until;
                    var left = page.Left == listing.Range || isPast ? null : page.Left;
                    switch (left is null && !isPast ? meter.After(page.Next, page.Bytes) : PageVerdict.Whole)
                    {
                        case PageVerdict.Whole:
                            return await StoreAsync(step, page, left, cancellationToken);
                        case PageVerdict.Full:
                            return await FailAsync(listing, TooDense, cancellationToken);
                        case PageVerdict.Circles:
                            return await FailAsync(listing, PageMeter.Circle, cancellationToken);
                        default:
                            // Each page is handed on at once, so the whole list is never in memory.
                            var changed = await store.StorePageAsync(Commit(page.Incidents, GoingOn(listing)), cancellationToken);
                            step = step with { Dirty = step.Dirty + changed.Count };
                            request = first with { Continuation = page.Next };
                            break;
                    }

                    break;
                case FeedOutcome.Drifted when restarts < MostRestarts:
                    restarts++;
                    (request, step, meter) = (first, ListingPages.Of(listing), new PageMeter(connection.Lists));
                    break;
                case FeedOutcome.Drifted:
                    return await FailAsync(
                        listing, new Failure.RetryLater(null, "the list kept moving while it was read"), cancellationToken);
                case FeedOutcome.Failed failed:
                    return await FailAsync(listing, failed.Failure, cancellationToken);
            }
        }
    }

    private ListingStep GoingOn(Listing listing) => new(listing, listing.Range)
    {
        Check = listing.Kind == ListingKind.Backfill ? null : Check(),
        GoesOn = true,
    };

    private Failure TooDense => new Failure.RetryLater(
        null, $"more incidents with one stamp, or out of order, than can be read at once ({connection.Lists}): edit some to change stamps");

    private void Note(FeedPage page)
    {
        _unreadable.Tell(log, connection.Name, portal.Portal, page.Unreadable);

        if (page.Incidents.Any(incident => incident.IsNative))
        {
            connection.Native.Saw();
        }
    }

    private async Task<ListingRun> StoreAsync(ListingPages pages, FeedPage last, FeedRange? left, CancellationToken cancellationToken)
    {
        var listing = pages.Listing;
        var step = new ListingStep(listing, left);
        if (listing.Kind != ListingKind.Backfill)
        {
            var listsNothing = left is null && listing.Read + pages.Rows == 0;
            switch (listsNothing ? await LookAroundAsync(cancellationToken) : null)
            {
                case FeedOutcome.Failed failed:
                    return await FailAsync(listing, failed.Failure, cancellationToken);
                case FeedOutcome.Page { Value.Incidents.Count: 0 }:
                    step = step with { Brake = Charge() };
                    break;
                default:
                    step = step with { Listed = pages.Names, Check = Check() };
                    break;
            }
        }

        var dirty = await store.StorePageAsync(Commit(last.Incidents, step), cancellationToken);
        _lastFailure = "";
        Tell(listing, pages.Incidents, left);
        return new ListingRun.Read(pages.Incidents, pages.Dirty + dirty.Count);
    }

    // A connection that writes nothing has no writes to stop.
    private BrakeCharge? Charge() =>
        connection.Mode == ConnectionMode.Sync ? new BrakeCharge(connection.Brake, [], portal.Portal) : null;

    private SweepCheck Check()
    {
        var settle = Portals.Both.Max(connection.Timing.Late.Settle);
        return new SweepCheck(connection.RulesNow, Stamp.Of(time.GetUtcNow()).Back(settle));
    }

    private Task<FeedOutcome> LookAroundAsync(CancellationToken cancellationToken) =>
        portal.ReadChangesAsync(
            new FeedRequest(Stamp.Of(time.GetUtcNow()).Back(Lately)) { IsBulk = true, IsFeed = true }, cancellationToken);

    // The list goes back as it was taken.
    private async Task<ListingRun> FailAsync(Listing listing, Failure failure, CancellationToken cancellationToken)
    {
        await store.StorePageAsync(Commit([], new ListingStep(listing, listing.Range)), cancellationToken);
        if (failure.Summary != _lastFailure)
        {
            _lastFailure = failure.Summary;
            log.ListingFailed(connection.Name, listing.Kind, portal.Portal, failure.Summary);
        }

        return new ListingRun.Failed(failure);
    }

    private PageCommit Commit(IReadOnlyList<Snapshot> incidents, ListingStep step) =>
        new(connection.Name, connection.Identity, portal.Portal, incidents, null)
        {
            At = Stamp.Of(time.GetUtcNow()),
            Overlap = connection.Timing.Late.Overlap(portal.Portal),
            Step = step,
        };

    private void Tell(Listing listing, int read, FeedRange? left)
    {
        var now = listing.Read + read;
        if (left is null)
        {
            log.ListingFinished(connection.Name, listing.Kind, portal.Portal, now);
        }
        else if (now / Told > listing.Read / Told && listing.Progress is { } progress)
        {
            log.ListingGoesOn(
                connection.Name, listing.Kind, portal.Portal, now, progress.Rate(listing.Read), progress.Left ?? TimeSpan.Zero);
        }
    }
}
