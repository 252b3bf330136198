using System.Runtime.CompilerServices;
using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Alerts;

/// <summary>All pages of a range of stamps, one after the other.</summary>
/// <remarks>
/// <code>
/// | a page                                         | then                                                               |
/// |------------------------------------------------|--------------------------------------------------------------------|
/// | moved                                          | the range is read again from its first page, five times            |
/// | is the last, and rows were asked one by one    | the range is read once more: what was stepped over is found, and   |
/// |                                                | before that nothing behind those rows is left to a backfill        |
/// | is deeper than a list can be paged             | the range goes on as a list of its own from the oldest stamp read  |
/// </code>
/// </remarks>
internal sealed class AlertPages(AlertPager pager)
{
    private const int MostRestarts = 5;

    // Graph answers $skip and $top above 6,000 together with 400 (elastic/integrations issue 20234).
    private const int Deepest = 5_000;

    public async IAsyncEnumerable<AlertRead> ReadAsync(
        Stamp since, Stamp? until, bool isBulk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = new AlertRequest(since, until, null, AlertPager.Largest) { IsBulk = isBulk };
        var (request, rows, restarts, wasAlone, isSecond) = (first, 0, 0, false, false);
        while (request is not null)
        {
            var read = await pager.ReadAsync(request, cancellationToken);
            if (read is AlertRead.Drifted && restarts++ < MostRestarts)
            {
                (request, rows) = (first, 0);
                continue;
            }

            if (read is not AlertRead.Page page)
            {
                yield return read is AlertRead.Drifted ? Moving : read;
                yield break;
            }

            rows += page.Value.Alerts.Count;
            wasAlone |= page.IsAlone;
            request = page.Next;
            if (request is null && wasAlone && !isSecond)
            {
                (request, rows, isSecond) = (first, 0, true);
            }
            else if (request is not null && rows >= Deepest)
            {
                if (page.Value.Left?.Until is not { } oldest || oldest == request.Until)
                {
                    yield return TooDense;
                    yield break;
                }

                (request, rows) = (first with { Until = oldest }, 0);
            }

            // Until the range is read once more, nothing of it counts as read.
            yield return wasAlone && !isSecond
                ? page with { Next = request, Value = page.Value with { Left = null } }
                : page with { Next = request };
        }
    }

    private static AlertRead Moving { get; } =
        new AlertRead.Failed(new Failure.RetryLater(null, "the list of alerts kept moving while it was read"));

    private static AlertRead TooDense { get; } =
        new AlertRead.Failed(new Failure.RetryLater(null, "more alerts carry one stamp than can be read at once"));
}
