using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Readers;

/// <summary>
/// Stage 1: one portal, for every connection that shares it. Reads what changed, stores it, and signals the changed links. A cursor moves
/// in the transaction that stores the last page of a window, never before; the <see cref="ListingReader"/> reads what it leaps over.
/// </summary>
/// <remarks>
/// <code>
/// | the window                                 | then                                                                         |
/// |--------------------------------------------|------------------------------------------------------------------------------|
/// | ends within 1,000 rows                     | the cursor moves to its newest stamp                                         |
/// | is the first of a connection, or longer    | the cursor leaps to where changes happen now; the rest is read as a backfill |
/// | moved while it was read                    | it is read again from its first page, five times                             |
/// | holds more than is read at once            | it is cut (<see cref="WindowCut"/>): the cursor moves with each part          |
/// | the same, of one and the same stamp        | the cursor stays before it, and the feed says so                             |
/// | links back to a page that was read         | the cursor stays                                                             |
/// </code>
/// </remarks>
internal sealed class FeedReader(
    IReadOnlyCollection<SyncConnection> connections,
    IIncidentPortal portal,
    ISyncStore store,
    ISignals signals,
    TimeProvider time,
    ILogger<FeedReader> log)
{
    /// <summary>
    /// How often the reader reads the whole overlap again, to find what became visible late. It reaches back this much further, because the
    /// cursor may have moved that far since the last time, past changes that were not visible yet.
    /// </summary>
    public static readonly TimeSpan OverlapInterval = TimeSpan.FromSeconds(30);

    /// <summary>The reader begins a window whose rows move this many times again in one run.</summary>
    private const int MostRestarts = 5;

    /// <summary>How long a window that cannot be cut further waits before the reader reads it again.</summary>
    private static readonly TimeSpan RestAfterFull = TimeSpan.FromMinutes(1);

    private DateTimeOffset _overlapDue = DateTimeOffset.MinValue;
    private readonly UnreadableRows _unreadable = new();
    private string _lastFailure = "";

    /// <summary>A reader for one connection.</summary>
    public FeedReader(
        SyncConnection connection, IIncidentPortal portal, ISyncStore store, ISignals signals, TimeProvider time, ILogger<FeedReader> log)
        : this([connection], portal, store, signals, time, log)
    {
    }

    /// <summary>Reads everything that changed since the last run. If nothing did, that costs one call for all connections.</summary>
    public Task<FeedRun> RunOnceAsync(CancellationToken cancellationToken) => RunOnceAsync(connections, cancellationToken);

    /// <summary>The same for some of the connections; the others are paused.</summary>
    public async Task<FeedRun> RunOnceAsync(IReadOnlyCollection<SyncConnection> active, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (begun, run) = (new List<(SyncConnection Connection, Stamp Cursor)>(), (FeedRun)new FeedRun.Read(0));
        foreach (var connection in active)
        {
            if (await store.LoadCursorAsync(connection.Name, portal.Portal, cancellationToken) is { } cursor)
            {
                begun.Add((connection, cursor));
            }
            else if (run is FeedRun.Read)
            {
                run = run.And(await ReadAsync([connection], Stamp.Of(now - connection.Timing.Backfill), null, cancellationToken));
            }
        }

        var withOverlap = now >= _overlapDue;
        if (begun.Count > 0 && run is FeedRun.Read)
        {
            var cursor = begun.Min(member => member.Cursor);
            var overlap = begun.Max(member => member.Connection.LookBack(portal.Portal));
            var since = withOverlap ? cursor.Back(overlap + OverlapInterval) : cursor;
            run = run.And(await ReadAsync([.. begun.Select(member => member.Connection)], since, cursor, cancellationToken));
        }

        // Changes that became visible while the portal failed may have stamps from before the failure.
        _overlapDue = run is FeedRun.Failed ? DateTimeOffset.MinValue : withOverlap ? now + OverlapInterval : _overlapDue;
        Tell(run is FeedRun.Failed failed ? failed.Failure.Summary : "");
        return run;
    }

    // Logs the first failure of a portal that is down for hours, and the recovery.
    private void Tell(string failure)
    {
        if (failure == _lastFailure)
        {
            return;
        }

        _lastFailure = failure;
        foreach (var connection in connections)
        {
            if (failure.Length > 0)
            {
                log.FeedFailed(connection.Name, portal.Portal, failure);
            }
            else
            {
                log.FeedRecovered(connection.Name, portal.Portal);
            }
        }
    }

    private async Task<FeedRun> ReadAsync(
        IReadOnlyList<SyncConnection> members, Stamp since, Stamp? cursor, CancellationToken cancellationToken)
    {
        var (part, present, read) = (new WindowCut(since, null), (Stamp?)null, new FeedRun.Read(0));
        while (true)
        {
            switch (await ReadWindowAsync(members, part, cursor, cancellationToken))
            {
                case WindowRun.Whole whole:
                    read = (FeedRun.Read)read.And(whole.Read);
                    if (part.Next(present ?? since) is not { } next)
                    {
                        return read;
                    }

                    part = next;
                    break;
                case WindowRun.Full again when part.Until is null && part.Since >= present:
                    // Everything that had changed when the window began is read; the next run reads what changes since then.
                    return read.And(again.Read);
                case WindowRun.Full full:
                    read = (FeedRun.Read)read.And(full.Read);
                    if (present is null)
                    {
                        log.WindowCut(members[0].Name, portal.Portal, members[0].Lists, part.Since);
                    }

                    present ??= full.Present;
                    if ((part.Half(present.Value) ?? part.Passed(cursor, present.Value)) is not { } rest)
                    {
                        return new FeedRun.Failed(TooDense(members[0].Lists, part.Since));
                    }

                    part = rest;
                    break;
                case WindowRun.Failed failed:
                    return new FeedRun.Failed(failed.Failure);
            }
        }
    }

    private static Failure TooDense(ListLimits limits, Stamp stamp) => new Failure.RetryLater(
        RestAfterFull,
        $"more incidents carry the stamp {stamp} than can be read at once ({limits}): edit some of them, so that their stamps differ");

    private async Task<WindowRun> ReadWindowAsync(
        IReadOnlyList<SyncConnection> members, WindowCut part, Stamp? cursor, CancellationToken cancellationToken)
    {
        var first = new FeedRequest(part.Since) { Until = part.Until, IsFeed = true };
        var (request, window, meter) = (first, new FeedWindow(part.Since, cursor), new PageMeter(members[0].Lists));
        var (read, restarts) = (new FeedRun.Read(0), 0);
        while (true)
        {
            switch (await portal.ReadChangesAsync(request, cancellationToken))
            {
                case FeedOutcome.Page { Value: var page }:
                    var extent = PageExtent.Of(page);
                    window = window.With(extent, time.GetUtcNow());
                    var end = window.EndAfter(extent, members.Max(member => member.LookBack(portal.Portal)), time.GetUtcNow());
                    end = end is { Gap: null } && part.Until > end.Cursor ? end with { Cursor = part.Until.Value } : end;
                    foreach (var member in members)
                    {
                        read = (FeedRun.Read)read.And(await StoreAsync(member, page, end, cursor, cancellationToken));
                    }

                    switch (end is null ? meter.After(page.Next, page.Bytes) : PageVerdict.Whole)
                    {
                        case PageVerdict.Whole:
                            return new WindowRun.Whole(read);
                        case PageVerdict.Full:
                            return new WindowRun.Full(read, window.Begun!.Value);
                        case PageVerdict.Circles:
                            return new WindowRun.Failed(PageMeter.Circle);
                        default:
                            request = request with { Continuation = page.Next };
                            break;
                    }

                    break;
                case FeedOutcome.Drifted when restarts < MostRestarts:
                    restarts++;
                    log.WindowMoved(members[0].Name, portal.Portal);
                    (request, window, meter) = (first, new FeedWindow(part.Since, cursor), new PageMeter(members[0].Lists));
                    break;
                case FeedOutcome.Drifted:
                    return new WindowRun.Failed(new Failure.RetryLater(null, "the window kept moving while it was read"));
                case FeedOutcome.Failed failed:
                    return new WindowRun.Failed(failed.Failure);
            }
        }
    }

    private async Task<FeedRun.Read> StoreAsync(
        SyncConnection connection, FeedPage page, FeedWindowEnd? end, Stamp? cursor, CancellationToken cancellationToken)
    {
        _unreadable.Tell(log, connection.Name, portal.Portal, page.Unreadable);

        if (page.Incidents.Any(snapshot => snapshot.IsNative))
        {
            connection.Native.Saw();
        }

        // A change older than the cursor was read before, unless it became visible late.
        var late = page.Incidents.Where(snapshot => snapshot.Stamp < cursor).ToList();
        var lateChanges = late.Count == 0 ? 0 : await StoreAsync(connection, late, null, cancellationToken);
        var inTime = late.Count == 0 ? page.Incidents : [.. page.Incidents.Where(snapshot => !(snapshot.Stamp < cursor))];
        var changes = await StoreAsync(connection, inTime, end, cancellationToken);
        return new FeedRun.Read(lateChanges + changes) { Late = lateChanges };
    }

    private async Task<int> StoreAsync(
        SyncConnection connection, IReadOnlyList<Snapshot> incidents, FeedWindowEnd? end, CancellationToken cancellationToken)
    {
        var commit = new PageCommit(connection.Name, connection.Identity, portal.Portal, incidents, end?.Cursor)
        {
            At = Stamp.Of(time.GetUtcNow()),
            Overlap = connection.Timing.Late.Overlap(portal.Portal),
            Gap = end?.Gap,
        };
        var dirty = await store.StorePageAsync(commit, cancellationToken);
        foreach (var link in dirty)
        {
            await signals.LinkChangedAsync(link, cancellationToken);
        }

        return dirty.Count;
    }
}
