using IncidentSync.Demo.Desks;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Day;

/// <summary>One tenant during one day: its portals, its people, and what will happen next. Once ended, nothing that was planned
/// happens.</summary>
internal sealed class Soc(World world, DefenderPortal defender, DayOptions options, int seed, Tally tally)
{
    private const int ShiftHours = 8;
    private readonly List<Twins> _twins = [.. WorkspacesOf(world, defender).Select(portal => new Twins(portal))];
    private volatile bool _ended;

    public DefenderPortal Defender => defender;

    public IReadOnlyList<SentinelPortal> Workspaces { get; } = [.. WorkspacesOf(world, defender)];

    public DayOptions Options => options;

    public Tally Tally => tally;

    public DateTimeOffset Now => world.Clock.GetUtcNow();

    public void End() => _ended = true;

    public Random Stream(string name) => Streams.Of(seed, $"{defender.Tenant.Name}/{name}");

    public void After(TimeSpan delay, Action happening) => world.Agenda.After(delay, () =>
    {
        if (!_ended)
        {
            happening();
        }
    });

    /// <summary>A person who is on duty now: one of two, others every eight hours.</summary>
    public Actor OnDuty(Random random)
    {
        var persons = defender.Tenant.Persons;
        if (persons.IsEmpty)
        {
            return Actor.Person($"analyst@{defender.Tenant.Name}.com");
        }

        var shift = (int)(Now.ToUnixTimeSeconds() / 3600 / ShiftHours % persons.Length);
        return Actor.Person(persons[(shift + random.Next(2)) % persons.Length].UserPrincipalName);
    }

    /// <summary>The desks at which an incident can be worked on now: Defender's, then its twins'. None once it was merged away.</summary>
    public IReadOnlyList<IDesk> Desks(string defenderId)
    {
        var desk = new DefenderDesk(defender, defenderId);
        if (desk.Status is null)
        {
            return [];
        }

        return [desk, .. Workspaces.Zip(_twins, (portal, of) => DeskOfTwin(portal, of, defenderId)).OfType<IDesk>()];
    }

    private static SentinelDesk? DeskOfTwin(SentinelPortal portal, Twins twins, string defenderId) =>
        twins.Find(defenderId) is { } name ? new SentinelDesk(portal, name) : null;

    private static IEnumerable<SentinelPortal> WorkspacesOf(World world, DefenderPortal defender) =>
        world.Sentinels.Where(portal => portal.Tenant.Id == defender.Tenant.Id);
}
