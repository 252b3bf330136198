using IncidentSync.Demo.Day;
using IncidentSync.Demo.Desks;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>
/// One tenant and one workspace of it, as an episode uses them: it makes incidents of the last days and acts at both desks.
/// </summary>
internal sealed class Stage
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(4);
    private readonly DateTimeOffset _now;
    private readonly Twins _twins;

    public Stage(World world, DefenderPortal defender, SentinelPortal sentinel, int seed, string name)
    {
        (Defender, Sentinel, Random) = (defender, sentinel, Streams.Of(seed, $"scenario/{name}"));
        (_now, _twins) = (world.Clock.GetUtcNow(), new Twins(sentinel));
    }

    public DefenderPortal Defender { get; }

    public SentinelPortal Sentinel { get; }

    public Random Random { get; }

    /// <summary>An open incident with one alert, unassigned, so that it can be merged.</summary>
    public string Open(string severity = "medium")
    {
        var draft = Drafts.Draw(Random) with { AlertSeverities = [severity], AlertsAtOnce = 1 };
        return Drafts.Open(Defender, Random, draft, _now - Oldest * Random.NextDouble()).Id;
    }

    public IDesk InDefender(string id) => new DefenderDesk(Defender, id);

    /// <exception cref="InvalidOperationException">It has no twin.</exception>
    public IDesk InSentinel(string id) => _twins.Find(id) is { } name
        ? new SentinelDesk(Sentinel, name)
        : throw new InvalidOperationException($"Defender incident {id} has no twin in Sentinel.");

    public Actor Person() => Actor.Person(Random.Pick(Defender.Tenant.Persons).UserPrincipalName);

    public void Comment(IDesk desk, string text) => desk.Comment(Person(), text, Random.NextGuid());

    /// <returns>The incident into which the others went.</returns>
    /// <exception cref="InvalidOperationException">Defender refused.</exception>
    public string Merge(Actor? by, params string[] ids) =>
        Defender.Merge(ids, by, by?.Kind == ActorKind.Person ? "Same campaign." : null) switch
    {
        MergeResult.Merged merged => merged.TargetIncidentId,
        MergeResult.Refused refused => throw new InvalidOperationException($"{string.Join(", ", ids)} were not merged: {refused.Reason}"),
        _ => throw new InvalidOperationException("A merge is done or refused."),
    };
}
