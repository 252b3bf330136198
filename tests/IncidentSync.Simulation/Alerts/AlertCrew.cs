using IncidentSync.Service.Alerts;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Simulation.Alerts;

/// <summary>The replicas and the clients: who dies is started again, and knows no more than what is stored.</summary>
internal sealed class AlertCrew
{
    /// <summary>Nobody reads what is counted.</summary>
    private static readonly Instruments Instruments = new();

    private static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SendInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(25);
    private static readonly string[] Consumers = ["alerts", "evidence"];

    private readonly AlertWorld _world;
    private readonly AlertMutant _mutant;
    private readonly List<DetectionClient> _clients;
    private readonly Dictionary<SimulatedProcess, Action> _again = [];
    private int _lives;

    public AlertCrew(AlertWorld world, AlertMutant mutant)
    {
        (_world, _mutant) = (world, mutant);
        _clients = [new DetectionClient(world, "client 1"), new DetectionClient(world, "client 2")];
    }

    public void Start()
    {
        StartReplica("replica 1");
        StartReplica("replica 2");
        foreach (var client in _clients)
        {
            StartClient(client);
        }
    }

    public void Kill(SimulatedProcess process)
    {
        process.Die();
        _world.Probes.Hit("crashes");
        _world.Scheduler.Trace.Add($"{_world.Scheduler.Now:O} {process} dies");
        _again.Remove(process, out var again);
        _world.Scheduler.After(_world.Weather.UpTo(LongestRestart), null, again!);
    }

    /// <summary>Every consumer and every client has what the log has.</summary>
    public bool HasAll(StoredSource log) =>
        Consumers.All(name => log.Consumers.GetValueOrDefault(name)?.Sequence == log.Sequence)
        && _clients.All(client => client.Since > log.Stamped);

    private void StartReplica(string name)
    {
        var process = new SimulatedProcess($"{name}, life {++_lives}");
        _again[process] = () => StartReplica(name);
        var log = _mutant.Log(new InMemoryAlertLog(_world.Store, _world.NewGuid()));
        var reader = new AlertFeedReader(
            _world.Source, new AlertHealth(_world.Source), log, Instruments, _world.Scheduler.Time, NullLogger<AlertFeedReader>.Instance);
        Loop(process, _world.Source.Timing.Poll, () => reader.RunOnceAsync(CancellationToken.None));
        foreach (var consumer in Consumers)
        {
            var sender = new EventConsumer(_world, consumer, $"{process}", _mutant.MovesFirst);
            Loop(process, SendInterval, sender.RunOnceAsync);
        }
    }

    private void StartClient(DetectionClient client)
    {
        var process = new SimulatedProcess($"client, life {++_lives}");
        _again[process] = () => StartClient(client);
        Loop(process, AskInterval, client.AskAsync);
    }

    private void Loop(SimulatedProcess process, TimeSpan interval, Func<Task> runOnce) =>
        _world.Scheduler.After(_world.Weather.UpTo(interval), process, () => _ = LoopAsync(interval, runOnce));

    // The edge of the loops: a database that is away ends a run, and anything else is a bug.
    private async Task LoopAsync(TimeSpan interval, Func<Task> runOnce)
    {
        while (true)
        {
            try
            {
                await runOnce();
            }
            catch (IOException)
            {
            }
            catch (Exception e)
            {
                _world.History.Violate("no stage throws", e.ToString());
            }

            await _world.Scheduler.DelayAsync(interval * (0.2 + (0.8 * _world.Scheduler.Random.NextDouble())));
        }
    }
}
