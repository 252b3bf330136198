using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Propagation;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Convergence;

/// <summary>A world of one Defender incident and its twin. Persons and the app change either; every change takes one second.</summary>
internal sealed class Twins : IDisposable
{
    private readonly StoodStillClock _real = new();

    public Twins(
        double speed = 1,
        Func<DefenderIncident, DefenderIncident>? defender = null,
        Func<SentinelIncident, SentinelIncident>? sentinel = null)
    {
        World = new World(new SimulatorOptions { RealTime = _real, Speed = speed, Seed = 1 });
        DefenderId = World.Defender().Create(incident => (defender ?? Same)(incident with { DisplayName = "Phish" })).Id;
        Pass();
        SentinelName = World.Sentinel()
            .Create(incident => (sentinel ?? Same)(incident with { Title = "Phish", Labels = [new($"defender:{DefenderId}")] }), App).Name;
        Pass();
    }

    public static Actor App { get; } = Actor.App(Contoso.App.DisplayName);

    public World World { get; }

    public string DefenderId { get; }

    public string SentinelName { get; }

    public ConvergenceReport Report => ConvergenceCheck.Of(World);

    public IReadOnlyList<TracedEdit> Traced(string field) => [.. PropagationTrace.Of(World).Where(edit => edit.Field == field)];

    public void Pass(double seconds = 1) => _real.Wind(TimeSpan.FromSeconds(seconds));

    public void PersonInDefender(Func<DefenderIncident, DefenderIncident> change) => InDefender(Actor.Person("alice@contoso.com"), change);

    public void PersonInSentinel(Func<SentinelIncident, SentinelIncident> change) => InSentinel(Actor.Person("bob@contoso.com"), change);

    public void AppInDefender(Func<DefenderIncident, DefenderIncident> change) => InDefender(App, change);

    public void AppInSentinel(Func<SentinelIncident, SentinelIncident> change) => InSentinel(App, change);

    public void Dispose() => World.Dispose();

    private void InDefender(Actor by, Func<DefenderIncident, DefenderIncident> change)
    {
        World.Defender().Edit(DefenderId, by, change);
        Pass();
    }

    private void InSentinel(Actor by, Func<SentinelIncident, SentinelIncident> change)
    {
        World.Sentinel().Edit(SentinelName, by, change);
        Pass();
    }

    private static T Same<T>(T incident) => incident;
}
