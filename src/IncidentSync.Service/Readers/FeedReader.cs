using IncidentSync.Connectors;
using IncidentSync.Core.Incidents;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Readers;

/// <summary>
/// Stage 1: one portal of one connection. Reads what changed, stores it, and says which links to look at. The cursor moves in the
/// transaction that stores the last page of a window, never before.
/// </summary>
internal sealed class FeedReader(
    SyncConnection connection, IIncidentPortal portal, ISyncStore store, ISignals signals, TimeProvider time, ILogger<FeedReader> log)
{
    /// <summary>
    /// How often the whole overlap is read again, for what became visible late. It reaches back this much further: so far the cursor may have
    /// moved since the last time, past what was about to show.
    /// </summary>
    public static readonly TimeSpan OverlapInterval = TimeSpan.FromSeconds(30);

    /// <summary>A window that moves under the reader is begun again this often in one run.</summary>
    private const int MostRestarts = 5;

    private DateTimeOffset _overlapDue = DateTimeOffset.MinValue;
    private string _lastFailure = "";

    /// <summary>Reads everything that changed since the last run. One call when nothing did.</summary>
    public async Task<FeedRun> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cursor = await store.LoadCursorAsync(connection.Name, portal.Portal, cancellationToken);
        var withOverlap = cursor is not null && now >= _overlapDue;
        var since = cursor is not { } at ? Stamp.Of(now - connection.Timing.Backfill)
            : withOverlap ? at.Back(connection.Timing.Overlap(portal.Portal) + OverlapInterval)
            : at;
        var run = await ReadWindowAsync(new FeedRequest(since) { IsFeed = true, IsBulk = cursor is null }, cancellationToken);
        if (run is FeedRun.Failed failed)
        {
            // What was missed while the portal failed may carry stamps from before it.
            _overlapDue = DateTimeOffset.MinValue;
            Tell(failed.Failure.Summary);
            return run;
        }

        Tell("");
        if (withOverlap || cursor is null)
        {
            _overlapDue = now + OverlapInterval;
        }

        return run;
    }

    // A portal that is down for hours is told of once, and once more when it is back.
    private void Tell(string failure)
    {
        if (failure == _lastFailure)
        {
            return;
        }

        _lastFailure = failure;
        if (failure.Length > 0)
        {
            log.FeedFailed(connection.Name, portal.Portal, failure);
        }
        else
        {
            log.FeedRecovered(connection.Name, portal.Portal);
        }
    }

    private async Task<FeedRun> ReadWindowAsync(FeedRequest window, CancellationToken cancellationToken)
    {
        var request = window;
        var (newest, changed, restarts) = (window.Since, 0, 0);
        while (true)
        {
            switch (await portal.ReadChangesAsync(request, cancellationToken))
            {
                case FeedOutcome.Page { Value: var page }:
                    newest = page.Incidents.Select(snapshot => snapshot.Stamp).Append(newest).Max();
                    changed += await StoreAsync(page, newest, cancellationToken);
                    if (page.Next is null)
                    {
                        return new FeedRun.Read(changed);
                    }

                    request = request with { Continuation = page.Next };
                    break;
                case FeedOutcome.Drifted when restarts < MostRestarts:
                    restarts++;
                    log.WindowMoved(connection.Name, portal.Portal);
                    request = window;
                    break;
                case FeedOutcome.Drifted:
                    return new FeedRun.Failed(new Failure.RetryLater(null, "the window kept moving while it was read"));
                case FeedOutcome.Failed failed:
                    return new FeedRun.Failed(failed.Failure);
            }
        }
    }

    private async Task<int> StoreAsync(FeedPage page, Stamp newest, CancellationToken cancellationToken)
    {
        foreach (var unreadable in page.Unreadable)
        {
            log.IncidentUnreadable(connection.Name, portal.Portal, unreadable.Id?.Value ?? "?", unreadable.Problem);
        }

        if (page.Incidents.Any(snapshot => snapshot.IsNative))
        {
            connection.Native.Saw();
        }

        var commit = new PageCommit(connection.Name, connection.Identity, portal.Portal, page.Incidents, page.Next is null ? newest : null)
        {
            At = Stamp.Of(time.GetUtcNow()),
            Overlap = connection.Timing.Overlap(portal.Portal),
        };
        var dirty = await store.StorePageAsync(commit, cancellationToken);
        foreach (var link in dirty)
        {
            await signals.LinkChangedAsync(link, cancellationToken);
        }

        return dirty.Count;
    }
}
