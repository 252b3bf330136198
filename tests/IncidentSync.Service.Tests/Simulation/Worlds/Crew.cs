using IncidentSync.Service.Connections;
using IncidentSync.Service.Telemetry;
using IncidentSync.Service.Tests.Simulation.Mutants;
using IncidentSync.Service.Tests.Simulation.Scheduling;
using IncidentSync.Service.Tests.State;

namespace IncidentSync.Service.Tests.Simulation.Worlds;

/// <summary>The replicas of a world: who dies is started again, and knows no more than what is stored.</summary>
internal sealed class Crew
{
    /// <summary>Nobody reads what is counted.</summary>
    private static readonly Instruments Instruments = new();

    private static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(30);

    /// <summary>Until the workspace says whether Microsoft's own sync is on.</summary>
    private static readonly TimeSpan SlowestAnswer = TimeSpan.FromSeconds(30);

    private readonly World world;
    private readonly Mutant mutant;
    private readonly Bus bus;
    private readonly Replica?[] replicas;
    private int lives;

    public Crew(World world, Mutant mutant)
    {
        (this.world, this.mutant) = (world, mutant);
        replicas = new Replica?[world.Swarm.Replicas];
        bus = new Bus(world.Scheduler, () => Rate(world.Swarm.SignalLost), () => Rate(world.Swarm.SignalDoubled), Any);
    }

    public void Start()
    {
        for (var index = 0; index < replicas.Length; index++)
        {
            Start(index);
        }
    }

    public void Kill(SimulatedProcess process)
    {
        process.Die();
        world.Probes.Hit("crashes");
        world.Scheduler.Trace.Add($"{world.Scheduler.Now:O} {process} dies");
        var index = Array.FindIndex(replicas, replica => replica?.Process == process);
        replicas[index] = null;
        world.Scheduler.After(world.Weather.UpTo(LongestRestart), null, () => Start(index));
    }

    private double Rate(double fault) => world.Weather.IsClear ? 0 : fault;

    private Replica? Any() => replicas[world.Scheduler.Random.Next(replicas.Length)];

    private void Start(int index)
    {
        var process = new SimulatedProcess($"replica {index}, life {++lives}");
        var connection = NewConnection(process);
        var store = mutant.Store(new WitnessedStore(world.Store, process, world), world.Store);
        if (mutant == Mutant.None)
        {
            // The right engine runs under its own watch, which must have nothing to say. A wrong one is the checker's to find.
            var violations = new Violations(Instruments, new ViolationLog(world.History));
            connection = connection.Instrumented(Instruments, violations);
            store = new InstrumentedStore(store, new ConnectionSet([connection]), Instruments, violations, world.Scheduler.Time);
        }

        var replica = new Replica(process, world.Scheduler, bus, store, connection, mutant.Readers(connection), Poll, Broke);
        replicas[index] = replica;
        replica.Start();
    }

    private SyncConnection NewConnection(SimulatedProcess process)
    {
        var (defender, sentinel) = (mutant.Portal(world.Defender), mutant.Portal(world.Sentinel));
        var connection = new SyncConnection(
            Sample.Connection, ConnectionMode.Sync, Sample.Identity, defender, sentinel, Sample.Rules, world.Profile.Timing)
        {
            Native = new NativeState(world.Swarm.Native ? NativeMode.On : NativeMode.Auto),
        };
        world.Scheduler.After(world.Weather.UpTo(SlowestAnswer), process, () => connection.Native.Told(false));
        return connection;
    }

    private TimeSpan Poll() => world.Profile.Poll * (0.2 + 0.8 * world.Scheduler.Random.NextDouble());

    private void Broke(Exception e) => world.History.Violate("no stage throws", e.ToString());
}
