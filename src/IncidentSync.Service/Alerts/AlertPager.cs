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
/// | gives up two rows                                 | each row is asked alone, until one behind the first is answered |
/// |                                                   | and the first still stands where it stood: those between them   |
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
        var (alerts, problems, unreadable, anchor) = (new List<Alert>(), new List<string>(), 0, (AlertRequest?)null);
        for (var row = 0; row < MostAlone; row++)
        {
            var place = anchor is null ? request with { Passed = request.Passed + row } : anchor with { Passed = row };
            switch (await portal.ReadAlertsAsync(place with { Rows = 1 }, cancellationToken))
            {
                case AlertOutcome.Page { Value: var page }:
                    alerts.AddRange(page.Alerts);
                    problems.AddRange(page.Unreadable);
                    if (row == 0 && page.Next is not null)
                    {
                        anchor = request with { Place = page.Next, Passed = 0 };
                        break;
                    }

                    var next = page.Next is null ? null
                        : anchor is null ? request with { Passed = place.Passed + 1 }
                        : anchor with { Place = page.Next };
                    var read = new AlertRead.Page(new AlertPage(alerts, problems, null, page.ServerTime), next, unreadable)
                    {
                        IsAlone = true, IsEnd = next is null,
                    };
                    return anchor is null ? read : await WhyNotAsync(anchor, cancellationToken) ?? read;
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

    // A row that moved away while its neighbours were asked has shifted them, and one of them was stepped over. Null where none did.
    private async Task<AlertRead?> WhyNotAsync(AlertRequest anchor, CancellationToken cancellationToken) =>
        await portal.ReadAlertsAsync(anchor with { Rows = 1 }, cancellationToken) switch
        {
            AlertOutcome.Page => null,
            AlertOutcome.Drifted => new AlertRead.Drifted(),
            AlertOutcome.TooMuch tooMuch => new AlertRead.Failed(tooMuch.Failure),
            AlertOutcome.Failed failed => new AlertRead.Failed(failed.Failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

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
    public sealed record Page(AlertPage Value, AlertRequest? Next, int Passed) : AlertRead
    {
        /// <summary>Its rows were asked one by one, so that two replicas of the portal may have stepped over one.</summary>
        public bool IsAlone { get; init; }

        /// <summary>The rows that were passed are the last of the list.</summary>
        public bool IsEnd { get; init; }
    }

    /// <inheritdoc cref="AlertOutcome.Drifted"/>
    public sealed record Drifted : AlertRead;

    /// <summary>It could not be read.</summary>
    public sealed record Failed(Failure Failure) : AlertRead;
}
