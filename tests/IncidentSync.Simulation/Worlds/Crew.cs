using IncidentSync.Service.Connections;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation.Mutants;
using IncidentSync.Simulation.Scheduling;
using IncidentSync.Testing;

namespace IncidentSync.Simulation.Worlds;

/// <summary>The replicas of a world: who dies is started again, and knows no more than what is stored.</summary>
internal sealed class Crew
{
    /// <summary>Nobody reads what is counted.</summary>
    private static readonly Instruments Instruments = new();

    private static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(30);

    /// <summary>Until the workspace says whether Microsoft's own sync is on.</summary>
    private static readonly TimeSpan SlowestAnswer = TimeSpan.FromSeconds(30);

    private readonly World _world;
    private readonly Mutant _mutant;
    private readonly Bus _bus;
    private readonly Replica?[] _replicas;
    private int _lives;

    public Crew(World world, Mutant mutant)
    {
        (_world, _mutant) = (world, mutant);
        _replicas = new Replica?[world.Swarm.Replicas];
        _bus = new Bus(world.Scheduler, () => Rate(world.Swarm.SignalLost), () => Rate(world.Swarm.SignalDoubled), Any);
    }

    public void Start()
    {
        for (var index = 0; index < _replicas.Length; index++)
        {
            Start(index);
        }
    }

    public void Kill(SimulatedProcess process)
    {
        process.Die();
        _world.Probes.Hit("crashes");
        _world.Scheduler.Trace.Add($"{_world.Scheduler.Now:O} {process} dies");
        var index = Array.FindIndex(_replicas, replica => replica?.Process == process);
        _replicas[index] = null;
        _world.Scheduler.After(_world.Weather.UpTo(LongestRestart), null, () => Start(index));
    }

    private double Rate(double fault) => _world.Weather.IsClear ? 0 : fault;

    private Replica? Any() => _replicas[_world.Scheduler.Random.Next(_replicas.Length)];

    private void Start(int index)
    {
        var process = new SimulatedProcess($"replica {index}, life {++_lives}");
        var connection = NewConnection(process);
        var store = _mutant.Store(new WitnessedStore(_world.Store, process, _world), _world.Store);
        if (_mutant == Mutant.None)
        {
            // The right engine runs under its own watch, which must have nothing to say. A wrong one is the checker's to find.
            var violations = new Violations(Instruments, new ViolationLog(_world.History));
            connection = connection.Instrumented(Instruments, violations);
            store = new InstrumentedStore(store, new ConnectionSet([connection]), Instruments, violations, _world.Scheduler.Time);
        }

        var replica = new Replica(process, _world.Scheduler, _bus, store, connection, _mutant.Readers(connection), Poll, Broke);
        _replicas[index] = replica;
        replica.Start();
    }

    private SyncConnection NewConnection(SimulatedProcess process)
    {
        var (defender, sentinel) = (_mutant.Portal(_world.Defender), _mutant.Portal(_world.Sentinel));
        var connection = new SyncConnection(
            Sample.Connection, ConnectionMode.Sync, Sample.Identity, defender, sentinel, Sample.Rules, _world.Profile.Timing)
        {
            Native = new NativeState(_world.Swarm.Native ? NativeMode.On : NativeMode.Auto),
        };
        _world.Scheduler.After(_world.Weather.UpTo(SlowestAnswer), process, () => connection.Native.Told(false));
        return connection;
    }

    private TimeSpan Poll() => _world.Profile.Poll * (0.2 + 0.8 * _world.Scheduler.Random.NextDouble());

    private void Broke(Exception e) => _world.History.Violate("no stage throws", e.ToString());
}
