using System.Text.Json;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Siem.Detections;
using IncidentSync.Service.Stream;
using IncidentSync.Service.Telemetry;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>The real log keeps the contract, and so do the stream and the detections API that read it.</summary>
public sealed class PostgresAlertLogTests(MigratedDatabase migrated) : AlertLogContract, IClassFixture<MigratedDatabase>
{
    private static readonly SourceFilter All = SourceFilter.All;

    private static readonly StreamTarget Target = new("contoso", "tenant", Source.Name, null!, new StreamTerms(
        "alerts", "evidence", All, true, TimeSpan.Zero, 950_000, TimeSpan.FromDays(1), false, false, false, TimeSpan.FromMinutes(1)));

    private readonly TestDatabase _database = migrated.Database;
    private readonly Instruments _instruments = new();

    private protected override async Task<IAlertLog> OpenAsync()
    {
        await _database.EmptyAsync();
        return await AnotherAsync();
    }

    private protected override Task<IAlertLog> AnotherAsync() =>
        Task.FromResult<IAlertLog>(new AlertLog(
            _database.DataSource, _instruments, new Violations(_instruments, NullLogger<Violations>.Instance)));

    // The database's clock cannot be moved, so what is stored moves the other way.
    private protected override Task PassAsync(TimeSpan time) => _database.ExecuteAsync(
        $"update alert_source set lease_until = lease_until - '{time}'::interval;"
        + $"update alert_unreadable set due = due - '{time}'::interval;"
        + $"update consumer set lease_until = lease_until - '{time}'::interval");

    private protected override async Task<IReadOnlyList<string>> EventsAsync(long sequence)
    {
        var id = int.Parse((await _database.ReadAsync("select id from alert_source")).Single());
        var place = new StreamPlace(id, new StreamCursor(sequence, 0), TimeSpan.Zero, null);
        var events = await new EventReader(_database.DataSource).ReadAsync(Target, place, Token);
        return [.. events.Select(one => Line(one.Sequence, one.Read().Alert!.Id, one.Kind))];
    }

    private protected override async Task<(long Until, IReadOnlyList<long> Stamps)> AnswerAsync(long since)
    {
        var range = new DetectionRange(new(since), null, null, null, [], [], 0);
        var bound = await new DetectionBounds(_database.DataSource).TakeAsync([Source.Name], range, Token);
        var stamps = new List<long>();
        await foreach (var page in new DetectionPages(_database.DataSource).ReadAsync(bound, range, All, Token))
        {
            stamps.AddRange(page.Select(StampOf));
        }

        return (bound.Until, stamps);
    }

    private protected override async Task<long> StepBackAsync(TimeSpan by)
    {
        await _database.ExecuteAsync(
            $"update alert_source set answered_ticks = answered_ticks + {by.Ticks}, stamped_ticks = stamped_ticks + {by.Ticks};"
            + $"update detection set processed_ticks = processed_ticks + {by.Ticks}");
        return by.Ticks;
    }

    private protected override Task<Worker> ConsumerAsync()
    {
        var store = new StreamStore(_database.DataSource);
        return Task.FromResult(new Worker(
            async () => (await store.TakeAsync(Target, StreamPart.Alerts, Token))?.Cursor.Sequence,
            sequence => store.MoveAsync(Target, StreamPart.Alerts, Until(sequence), [], Token)));
    }

    private static StreamBatch Until(long sequence) =>
        new([], new StreamCursor(sequence, 0), [], false) { From = new StreamCursor(0, 0) };

    private static long StampOf(byte[] body) =>
        JsonDocument.Parse(body).RootElement.GetProperty("LastProcessedTimeUtc").GetDateTimeOffset().UtcTicks;
}
