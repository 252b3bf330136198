using IncidentSync.Connectors;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;

namespace IncidentSync.Service.Alerts;

/// <summary>
/// Reads pages of a size that the portal answers. It keeps the size from page to page, because a tenant that is too large for a page of
/// 100 is so the next time, too.
/// </summary>
/// <remarks>
/// <code>
/// | the portal                                        | then                                                            |
/// |---------------------------------------------------|-----------------------------------------------------------------|
/// | answers 20 pages in a row                         | the next has twice the rows, up to 100                          |
/// | gives a page up that has more than 2 rows         | the same place with half the rows                               |
/// | gives up two rows                                 | each row is asked alone, until one is answered: those before it |
/// |                                                   | cannot be read, and are passed                                  |
/// | gives up eight rows one by one                    | it fails as a whole; the size is as it was                      |
/// </code>
/// </remarks>
internal sealed class AlertPager(IAlertPortal portal)
{
    /// <summary>The most rows of a page.</summary>
    public const int Largest = 100;

    // A page of one row could not begin with the last row of the page before.
    private const int Smallest = 2;
    private const int GoodPages = 20;
    private const int MostAlone = 8;

    private int _rows = Largest;
    private int _good;

    /// <summary>Reads the page at a place.</summary>
    /// <param name="request">The place; its number of rows does not count.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<AlertRead> ReadAsync(AlertRequest request, CancellationToken cancellationToken)
    {
        var before = _rows;
        while (true)
        {
            switch (await portal.ReadAlertsAsync(request with { Rows = _rows }, cancellationToken))
            {
                case AlertOutcome.Page { Value: var page }:
                    Grow();
                    return new AlertRead.Page(page, page.Next is null ? null : request with { Place = page.Next, Passed = 0 }, 0);
                case AlertOutcome.TooMuch when _rows > Smallest:
                    (_rows, _good) = (Math.Max(Smallest, _rows / 2), 0);
                    break;
                case AlertOutcome.TooMuch tooMuch:
                    var alone = await ReadAloneAsync(request, tooMuch.Failure, cancellationToken);
                    _rows = alone is AlertRead.Failed ? before : _rows;
                    return alone;
                case AlertOutcome.Drifted:
                    return new AlertRead.Drifted();
                case AlertOutcome.Failed failed:
                    _rows = before;
                    return new AlertRead.Failed(failed.Failure);
            }
        }
    }

    private async Task<AlertRead> ReadAloneAsync(AlertRequest request, Failure failure, CancellationToken cancellationToken)
    {
        var (alerts, problems, unreadable) = (new List<Alert>(), new List<string>(), 0);
        for (var row = 0; row < MostAlone; row++)
        {
            var alone = request with { Passed = request.Passed + row, Rows = 1 };
            switch (await portal.ReadAlertsAsync(alone, cancellationToken))
            {
                case AlertOutcome.Page { Value: var page }:
                    alerts.AddRange(page.Alerts);
                    problems.AddRange(page.Unreadable);
                    if (row == 0)
                    {
                        break;
                    }

                    var isEnd = page.Alerts.Count + page.Unreadable.Count == 0;
                    return new AlertRead.Page(
                        new AlertPage(alerts, problems, null, page.ServerTime),
                        isEnd ? null : request with { Passed = request.Passed + row + 1 },
                        unreadable);
                case AlertOutcome.TooMuch:
                    unreadable++;
                    break;
                case AlertOutcome.Drifted:
                    return new AlertRead.Drifted();
                case AlertOutcome.Failed failed:
                    return new AlertRead.Failed(failed.Failure);
            }
        }

        return new AlertRead.Failed(failure);
    }

    private void Grow()
    {
        if (++_good >= GoodPages && _rows < Largest)
        {
            (_rows, _good) = (Math.Min(Largest, _rows * 2), 0);
        }
    }
}

/// <summary>What came of reading one page.</summary>
internal abstract record AlertRead
{
    private AlertRead()
    {
    }

    /// <summary>The page was read.</summary>
    /// <param name="Value">What it had.</param>
    /// <param name="Next">Where the next begins; null at the end of the window.</param>
    /// <param name="Passed">How many rows were passed because the portal gives up on each of them.</param>
    public sealed record Page(AlertPage Value, AlertRequest? Next, int Passed) : AlertRead;

    /// <inheritdoc cref="AlertOutcome.Drifted"/>
    public sealed record Drifted : AlertRead;

    /// <summary>It could not be read.</summary>
    public sealed record Failed(Failure Failure) : AlertRead;
}
