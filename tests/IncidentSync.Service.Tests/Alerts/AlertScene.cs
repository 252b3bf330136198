using System.Text.Json;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Readers;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation;
using IncidentSync.Simulation.Alerts;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>One source, its feed and the log in PostgreSQL. The portal's clock stands until it is moved.</summary>
internal sealed class AlertScene
{
    private readonly TestDatabase _database;
    private readonly AlertSource _source;
    private readonly Instruments _instruments = new();
    private AlertFeedReader? _reader;

    public AlertScene(TestDatabase database)
    {
        _database = database;
        Portal = new InMemoryAlertPortal(Time);
        _source = new AlertSource("tenant/app/graph", Portal, ["contoso"], new AlertTiming(
            TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1), TimeSpan.FromDays(30)));
        Health = new AlertHealth(_source);
    }

    public ManualTime Time { get; } = new();

    public InMemoryAlertPortal Portal { get; }

    public AlertHealth Health { get; }

    /// <summary>The process begins anew, as another replica would: the lease of the one before has run out.</summary>
    public async Task RestartAsync()
    {
        _reader = null;
        await _database.ExecuteAsync("update alert_source set lease_until = '-infinity'");
    }

    /// <summary>One run of the feed.</summary>
    public Task<FeedRun> PollAsync()
    {
        _reader ??= new AlertFeedReader(
            _source,
            Health,
            new AlertLog(_database.DataSource, _instruments, new Violations(_instruments, NullLogger<Violations>.Instance)),
            _instruments,
            Time,
            NullLogger<AlertFeedReader>.Instance);
        return _reader.RunOnceAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs until everything that can be read is.</summary>
    public async Task ReadAllAsync()
    {
        for (var run = 0; run < 100; run++)
        {
            Time.Advance(TimeSpan.FromSeconds(31));
            (await PollAsync()).ShouldBeOfType<FeedRun.Read>();
            if (Health.Gaps == 0 && run > 1)
            {
                return;
            }
        }

        throw new InvalidOperationException($"{Health.Gaps} gaps are never read.");
    }

    /// <summary>Every event as "alert kind status", in the order of the log.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync()
    {
        var rows = await _database.ReadAsync(
            "select alert_id || ' ' || kind || ' ' || (raw::json ->> 'status') from alert_event order by sequence");
        return [.. rows];
    }

    /// <summary>The FullIds of all detections, in the order of their stamps.</summary>
    public async Task<IReadOnlyList<string>> DetectionsAsync() =>
        [.. (await _database.ReadAsync("select body from detection order by processed_ticks"))
            .Select(body => JsonDocument.Parse(body).RootElement.GetProperty("FullId").GetString()!)];

    public Task<IReadOnlyList<string>> AskAsync(string sql) => _database.ReadAsync(sql);

    public Task TellAsync(string sql) => _database.ExecuteAsync(sql);
}
