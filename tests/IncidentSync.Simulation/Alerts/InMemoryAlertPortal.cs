using System.Globalization;
using System.Text.Json;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// Alerts as Graph lists them: newest first, by position, so that rows move while they are read. It can give up on large pages and on
/// single alerts, and show a version late. The connector is held to the same by the tests on the simulator.
/// </summary>
internal sealed class InMemoryAlertPortal(TimeProvider time) : IAlertPortal
{
    private readonly Dictionary<string, List<Version>> _alerts = [];

    /// <summary>It gives up on pages with more rows.</summary>
    public int MostRows { get; set; } = 1_000;

    /// <summary>It gives up on pages with one of these.</summary>
    public HashSet<string> Unreadable { get; } = [];

    /// <summary>Its clock ticks so coarsely; changes at one tick carry one stamp.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromTicks(1);

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Awaited before an answer; what it gives is answered instead.</summary>
    public Func<AlertRequest, Task<AlertOutcome?>> Meet { get; set; } = _ => Task.FromResult<AlertOutcome?>(null);

    /// <summary>Awaited before an answer goes back.</summary>
    public Func<AlertOutcome, Task> Answered { get; set; } = _ => Task.CompletedTask;

    /// <summary>How old the state is of the replica that answers.</summary>
    public Func<TimeSpan> Lag { get; set; } = () => TimeSpan.Zero;

    /// <summary>Every request, in order.</summary>
    public List<AlertRequest> Calls { get; } = [];

    /// <summary>Every alert's newest version.</summary>
    public IReadOnlyDictionary<string, Alert> Now => _alerts.ToDictionary(alert => alert.Key, alert => alert.Value[^1].Alert);

    private DateTimeOffset Clock => time.GetUtcNow() + Skew;

    /// <summary>The newest version of one alert; null where there is none.</summary>
    public Alert? Find(string id) => _alerts.GetValueOrDefault(id)?[^1].Alert;

    /// <summary>A new alert, or another version of one: none when the one before has the same stamp.</summary>
    /// <param name="id">The alert.</param>
    /// <param name="status">What this version says.</param>
    /// <param name="incident">The incident it belongs to.</param>
    /// <param name="late">How much later the list shows it.</param>
    /// <param name="age">How long ago it was made, by its stamp.</param>
    /// <param name="evidence">Evidence, as on the wire.</param>
    public Alert? Put(
        string id, string status = "new", string incident = "1", TimeSpan late = default, TimeSpan age = default,
        params IReadOnlyList<string> evidence)
    {
        var clock = Clock - age;
        var stamp = new Stamp(clock.UtcTicks - (clock.UtcTicks % Tick.Ticks));
        if (Find(id) is { } before && before.Updated >= stamp)
        {
            return null;
        }

        var json = $$"""
            { "id": "{{id}}", "incidentId": "{{incident}}", "status": "{{status}}", "serviceSource": "microsoftDefenderForEndpoint",
              "createdDateTime": "{{Find(id)?.Created ?? stamp}}", "lastUpdateDateTime": "{{stamp}}",
              "evidence": [{{string.Join(',', evidence)}}] }
            """;
        using var document = JsonDocument.Parse(json);
        var alert = AlertReading.Read(document.RootElement).Alert!;
        if (!_alerts.TryGetValue(id, out var versions))
        {
            _alerts[id] = versions = [];
        }

        versions.Add(new Version(alert, time.GetUtcNow() + late - age));
        return alert;
    }

    public async Task<AlertOutcome> ReadAlertsAsync(AlertRequest request, CancellationToken cancellationToken)
    {
        Calls.Add(request);
        var outcome = await Meet(request) ?? Answer(request);
        await Answered(outcome);
        return outcome;
    }

    private AlertOutcome Answer(AlertRequest request)
    {
        var (until, skip, last) = Place(request);
        var asOf = time.GetUtcNow() - Lag();
        var page = _alerts.Values.Select(versions => versions.FindLast(version => version.VisibleAt <= asOf)?.Alert)
            .OfType<Alert>()
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
            Second(Clock))
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

    // The Date header has whole seconds.
    private static DateTimeOffset Second(DateTimeOffset clock) => clock.AddTicks(-(clock.Ticks % TimeSpan.TicksPerSecond));

    private static string MarkOf(Alert alert) => $"{alert.Id}@{alert.Updated}";

    private sealed record Version(Alert Alert, DateTimeOffset VisibleAt);
}
