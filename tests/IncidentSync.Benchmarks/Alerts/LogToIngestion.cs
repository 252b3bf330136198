using System.IO.Compression;
using IncidentSync.Connectors.Ingestion;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Stream;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>The log into both tables, against a loop that packs the same batches, ready made, and posts them.</summary>
internal sealed class LogToIngestion : IContest, IDisposable
{
    private static readonly StreamPart[] Parts = Enum.GetValues<StreamPart>();

    private readonly Scene _scene;
    private readonly BareClient _http;
    private readonly LogsIngestion _ingestion;
    private readonly StreamTarget _target;
    private readonly List<(StreamPart Part, byte[] Json)> _batches = [];

    public LogToIngestion(Scene scene, BareClient http)
    {
        (_scene, _http) = (scene, http);
        var stream = scene.Connection.Stream;
        _ingestion = new LogsIngestion(
            IngestionOptions.Of("Global", stream.Endpoint, stream.RuleId), scene.Connection.Sentinel, TimeSpan.FromSeconds(30));
        _target = new StreamTarget(
            scene.Connection.Name, scene.Connection.Defender.TenantId, scene.Source.Name, _ingestion,
            new StreamTerms(
                stream.AlertStream, stream.EvidenceStream, SourceFilter.All, Updates: true, Linger: TimeSpan.Zero,
                stream.MaxBatchBytes, TimeSpan.FromDays(1), IsFiltered: false, IsAuto: false, Comments: false, TimeSpan.Zero));
    }

    public string What => "log to ingestion";

    public double Target => 0.8;

    /// <summary>How many calls both make, and how many bytes of JSON they hold.</summary>
    public string Batches => $"{_batches.Count} batches, {_batches.Sum(batch => batch.Json.LongLength) / 1_000_000.0:0.0} MB of JSON";

    /// <summary>Makes the batches that the service would send.</summary>
    public async Task PrepareAsync()
    {
        var (store, reader) = (new StreamStore(_scene.DataSource), new EventReader(_scene.DataSource));
        await RewindAsync();

        // As autovacuum does within a minute.
        await _scene.Database.ExecuteAsync("vacuum analyze alert_event");
        foreach (var part in Parts)
        {
            var place = (await store.TakeAsync(_target, part, CancellationToken.None))!;
            while (await reader.ReadAsync(_target, place, CancellationToken.None) is { Count: > 0 } events)
            {
                var batch = new StreamRows(_target, part).Fill(
                    place, events, new StreamLimits(_target.Terms.MaxBatchBytes, 1_000), DateTimeOffset.UtcNow);
                _batches.Add((part, batch.ToJson().ToArray()));
                place = place with { Cursor = batch.Cursor };
            }
        }
    }

    public async Task RewindAsync()
    {
        _scene.World.Logs[0].Clear();
        await _scene.Database.ExecuteAsync("truncate consumer");
    }

    public async Task<long> OursAsync()
    {
        var (store, reader) = (new StreamStore(_scene.DataSource), new EventReader(_scene.DataSource));
        foreach (var part in Parts)
        {
            var streamer = new Streamer(
                _target, part, store, reader, new StreamHealth(_target.Connection),
                new StreamWatch(_target, new ConnectionSet([]), _scene.Violations), _scene.Instruments, TimeProvider.System,
                NullLogger<Streamer>.Instance);
            while (await streamer.RunOnceAsync(CancellationToken.None) == TimeSpan.Zero)
            {
            }
        }

        return Taken;
    }

    public async Task<long> BareAsync()
    {
        foreach (var (part, json) in _batches)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(json);
            }

            await _http.PostAsync(
                $"{_scene.Connection.Stream.Endpoint.TrimEnd('/')}/dataCollectionRules/{_scene.Connection.Stream.RuleId}"
                + $"/streams/{_target.Terms.StreamOf(part)}?api-version=2023-01-01",
                packed.ToArray());
        }

        return Taken;
    }

    public void Dispose() => _ingestion.Dispose();

    // Calls are part of it: the same batches.
    private long Taken => _scene.World.Logs[0].Tables().Sum(table => (table.Calls * 1_000_000) + table.Rows);
}
