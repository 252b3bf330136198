using IncidentSync.Core.Values;
using IncidentSync.Service.Readers;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Alerts;

/// <summary>
/// Reads what changed among the alerts of a source, and stores it in the log. The cursor moves in the transaction that stores the last page
/// of a window. The first window of a source, and one of more than 1,000 rows, leaps to the newest stamp and leaves the rest as a gap.
/// </summary>
internal sealed class AlertFeedReader(
    AlertSource source, AlertHealth health, IAlertLog alerts, Instruments instruments, TimeProvider time, ILogger<AlertFeedReader> log)
{
    // Pages of a gap in one run: new changes are read in between.
    private const int MostGapPages = 5;
    private const int MostTold = 1_000;

    private readonly AlertPages _pages = new(new AlertPager(source.Portal));
    private readonly HashSet<string> _told = [];
    private DateTimeOffset _overlapDue = DateTimeOffset.MinValue;

    /// <summary>Reads everything that changed since the last run; nothing while another replica reads the source.</summary>
    public async Task<FeedRun> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await alerts.LeaseAsync(source, cancellationToken) is not { } place)
        {
            return new FeedRun.Read(0);
        }

        health.Gaps = place.Gaps;
        var now = time.GetUtcNow();
        var withOverlap = now >= _overlapDue;
        var since = place.Cursor is not { } cursor ? Stamp.Of(now - source.Timing.Backfill)
            : withOverlap ? cursor.Back(source.Timing.Overlap + FeedReader.OverlapInterval)
            : cursor;
        var run = await ReadWindowAsync(place, since, cancellationToken);
        foreach (var range in new[] { place.Gap, place.Unreadable }.OfType<AlertRange>().TakeWhile(_ => run is FeedRun.Read))
        {
            run = run.And(await ReadRangeAsync(place, range, cancellationToken));
        }

        _overlapDue = run is FeedRun.Failed ? DateTimeOffset.MinValue : withOverlap ? now + FeedReader.OverlapInterval : _overlapDue;
        return run;
    }

    /// <summary>Gives the source back.</summary>
    public Task LeaveAsync() => alerts.LeaveAsync(source);

    private async Task<FeedRun> ReadWindowAsync(AlertPlace place, Stamp since, CancellationToken cancellationToken)
    {
        var (window, changed, newest) = (new FeedWindow(since, place.Cursor), 0, (Stamp?)null);
        await foreach (var read in _pages.ReadAsync(since, null, isBulk: false, cancellationToken))
        {
            if (read is not AlertRead.Page page)
            {
                return new FeedRun.Failed(((AlertRead.Failed)read).Failure);
            }

            var extent = Extent(page);
            window = window.With(extent, time.GetUtcNow());
            var end = window.EndAfter(extent, source.Timing.Overlap, time.GetUtcNow());
            changed += await alerts.StoreAsync(
                Commit(place, page, since, newest) with { Cursor = end?.Cursor, Leapt = end?.Gap }, cancellationToken);
            newest = extent.Stamps.Count > 0 ? extent.Stamps[^1] : newest;
            if (end is not null)
            {
                break;
            }
        }

        return new FeedRun.Read(changed);
    }

    private async Task<FeedRun> ReadRangeAsync(AlertPlace place, AlertRange range, CancellationToken cancellationToken)
    {
        var (changed, pages, passed, newest, at) = (0, 0, 0, (Stamp?)null, range);
        await foreach (var read in _pages.ReadAsync(range.Since, range.Until, isBulk: true, cancellationToken))
        {
            if (read is not AlertRead.Page page)
            {
                return new FeedRun.Failed(((AlertRead.Failed)read).Failure);
            }

            passed += page.Passed;
            var left = LeftOf(at, page, passed);
            var commit = Commit(place, page, range.Since, newest) with { Was = at, Left = left };

            // The range that is read again is the one that hides the row.
            changed += await alerts.StoreAsync(range.IsHidden ? commit with { Hidden = null } : commit, cancellationToken);
            newest = page.Value.Alerts.Count > 0 ? page.Value.Alerts[^1].Updated : newest;
            at = left ?? at;
            if (++pages >= MostGapPages && !range.IsHidden && at.Until < range.Until)
            {
                break;
            }
        }

        return new FeedRun.Read(changed);
    }

    // What still hides a row is kept whole, and read again in an hour.
    private static AlertRange? LeftOf(AlertRange range, AlertRead.Page page, int passed) =>
        range.IsHidden ? (page.Next is null && passed == 0 ? null : range)
        : page.Next is null ? null
        : range with { Until = page.Value.Left?.Until is { } until && until < range.Until ? until : range.Until };

    // A row that is passed lies between the alerts around it, or else at an end of the range.
    private AlertCommit Commit(AlertPlace place, AlertRead.Page page, Stamp since, Stamp? newest)
    {
        instruments.AlertsUnreadable.Add(page.Passed + page.Value.Unreadable.Count, Tag.Source(source.Tenant));
        foreach (var problem in page.Value.Unreadable.Where(problem => IsFirst(problem)))
        {
            log.AlertUnreadable(source.Name, problem);
        }

        var hidden = page.Passed == 0 ? null : HiddenBy(page, since, newest ?? Stamp.Of(page.Value.ServerTime ?? time.GetUtcNow()));
        if (hidden is not null && IsFirst($"{hidden.Since}"))
        {
            log.AlertsPassed(source.Name, page.Passed, hidden.Since, hidden.Until);
        }

        return new AlertCommit(place.Id, source.Name, page.Value.Alerts)
        {
            Connection = source.Connections[0],
            Lease = source.Timing.Lease,
            Hidden = hidden,
        };
    }

    // The clock of an answer may be behind the stamps of its rows.
    private static AlertRange HiddenBy(AlertRead.Page page, Stamp since, Stamp until)
    {
        var oldest = page.IsEnd ? since : page.Value.Alerts.Select(alert => alert.Updated).DefaultIfEmpty(since).Min();
        return new AlertRange(oldest, until > oldest ? until : oldest);
    }

    // The same rows come again with every overlap. Beyond the limit the log says no more.
    private bool IsFirst(string what) => _told.Count < MostTold && _told.Add(what);

    private static PageExtent Extent(AlertRead.Page page) => new(
        [.. page.Value.Alerts.Select(alert => alert.Updated)], page.Next is null, page.Value.Left, page.Value.ServerTime);
}
