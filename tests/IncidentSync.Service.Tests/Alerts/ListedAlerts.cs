using System.Globalization;
using System.Text.Json;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>
/// Alerts as Graph lists them: newest first, by position, so that rows move while they are read. It can give up on large pages and on
/// single alerts, and show an alert late. The connector is held to the same by the tests on the simulator.
/// </summary>
internal sealed class ListedAlerts(ManualTime time) : IAlertPortal
{
    private readonly List<Row> _rows = [];

    /// <summary>It gives up on pages with more rows.</summary>
    public int MostRows { get; set; } = 1_000;

    /// <summary>It gives up on pages with one of these.</summary>
    public HashSet<string> Unreadable { get; } = [];

    /// <summary>It answers nothing.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Something happens between two pages.</summary>
    public Action BeforeCall { get; set; } = () => { };

    /// <summary>Every request, in order.</summary>
    public List<AlertRequest> Calls { get; } = [];

    /// <summary>Every alert's newest version.</summary>
    public IReadOnlyDictionary<string, Alert> Now => _rows.ToDictionary(row => row.Alert.Id, row => row.Alert);

    /// <summary>A new alert, or another version of one.</summary>
    /// <param name="id">The alert.</param>
    /// <param name="status">What this version says.</param>
    /// <param name="incident">The incident it belongs to.</param>
    /// <param name="late">How much later the list shows it.</param>
    /// <param name="evidence">Evidence, as on the wire.</param>
    public void Put(string id, string status = "new", string incident = "1", TimeSpan late = default, params string[] evidence)
    {
        var now = Stamp.Of(time.GetUtcNow());
        var created = _rows.Find(row => row.Alert.Id == id)?.Alert.Created ?? now;
        _rows.RemoveAll(row => row.Alert.Id == id);
        var json = $$"""
            { "id": "{{id}}", "incidentId": "{{incident}}", "status": "{{status}}", "serviceSource": "microsoftDefenderForEndpoint",
              "createdDateTime": "{{created}}", "lastUpdateDateTime": "{{now}}", "evidence": [{{string.Join(',', evidence)}}] }
            """;
        using var document = JsonDocument.Parse(json);
        _rows.Add(new Row(AlertReading.Read(document.RootElement).Alert!, time.GetUtcNow() + late));
    }

    public Task<AlertOutcome> ReadAlertsAsync(AlertRequest request, CancellationToken cancellationToken)
    {
        BeforeCall();
        Calls.Add(request);
        return Task.FromResult(Failure is { } failure ? new AlertOutcome.Failed(failure) : Answer(request));
    }

    private AlertOutcome Answer(AlertRequest request)
    {
        var (until, skip, last) = Place(request);
        var page = _rows.Where(row => row.VisibleAt <= time.GetUtcNow())
            .Select(row => row.Alert)
            .Where(alert => alert.Updated >= request.Since && !(alert.Updated > until))
            .OrderByDescending(alert => alert.Updated).ThenBy(alert => alert.Id, StringComparer.Ordinal)
            .Skip(skip).Take(request.Rows).ToList();
        if (request.Rows > MostRows || page.Any(alert => Unreadable.Contains(alert.Id)))
        {
            return new AlertOutcome.TooMuch(new Failure.RetryLater(null, "HTTP 500"));
        }

        if (last.Length > 0 && (page.Count == 0 || MarkOf(page[0]) != last))
        {
            return new AlertOutcome.Drifted();
        }

        var isFull = page.Count >= request.Rows;
        var bound = until ?? (page.Count > 0 && request is { Place: null, Passed: 0 } ? page[0].Updated : null);
        return new AlertOutcome.Page(new AlertPage(
            page,
            [],
            isFull
                ? new FeedContinuation(
                    string.Create(CultureInfo.InvariantCulture, $"{bound?.Ticks}|{skip + page.Count - 1}|{MarkOf(page[^1])}"))
                : null,
            time.GetUtcNow())
        {
            Left = isFull ? new FeedRange(request.Since, page[^1].Updated) : null,
        });
    }

    private static (Stamp? Until, int Skip, string Last) Place(AlertRequest request)
    {
        if (request.Place?.Value.Split('|', 3) is not [var until, var skip, var last])
        {
            return (request.Until, request.Passed, "");
        }

        return (
            until.Length == 0 ? null : new Stamp(long.Parse(until, CultureInfo.InvariantCulture)),
            int.Parse(skip, CultureInfo.InvariantCulture) + request.Passed,
            request.Passed > 0 ? "" : last);
    }

    private static string MarkOf(Alert alert) => $"{alert.Id}@{alert.Updated}";

    private sealed record Row(Alert Alert, DateTimeOffset VisibleAt);
}
