using System.Collections.Immutable;
using IncidentSync.Demo.Desks;
using IncidentSync.Demo.Phrases;
using IncidentSync.Demo.Scenario.Episodes;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Scenario;

/// <summary>A scenario that is the same every time: incidents of all kinds at once, then edits of every field in both portals, wave by
/// wave, with exactly three true conflicts; and beside them episodes: merges, reopenings, deletions, a duplicate, a workspace that
/// Microsoft's own sync serves. Its caller starts the sync, waits for the twins and paces the waves.</summary>
internal sealed class FixedScenario
{
    public const int Waves = 6;

    private const int MergingWave = 3;
    private const int ConflictWave = 4;
    private const int DeletingWave = 5;

    private readonly DefenderPortal _defender;
    private readonly SentinelPortal _sentinel;
    private readonly Twins _twins;
    private readonly Random _random;
    private readonly ScenarioCast _cast;
    private readonly ImmutableArray<ScenarioEdit> _script;
    private readonly Dictionary<(Portal Portal, string Field), int> _edits = [];
    private readonly List<TrueConflict> _conflicts = [];
    private readonly ImmutableArray<IEpisode> _episodes;
    private readonly int _seed;

    private FixedScenario(World world, int seed)
    {
        (_seed, _random) = (seed, Streams.Of(seed, "scenario"));
        (_defender, _sentinel) = (world.Defender(), world.Sentinels.First(portal => portal.Tenant.Id == world.Defender().Tenant.Id));
        _twins = new Twins(_sentinel);
        _cast = ScenarioCast.Make(world, _defender, _sentinel, _random);
        _script = ScenarioScript.Deal(_cast.Edited, _random);
        Stage On(string name) => new(world, _defender, _sentinel, seed, name);
        _episodes =
        [
            new Merges(On("merges")),
            new Reactivation(On("reactivation")),
            new Deletion(On("deletion")),
            new Duplicate(On("duplicate")),
            new Remarks(On("remarks")),
            .. world.Natives.Select(native => new Served(native, new Stage(world, native.Defender, native.Sentinel, seed, "served"))),
        ];
    }

    /// <summary>Makes at least 100 incidents in the first tenant, backdated over the last five days, some of them merged already, a few
    /// that only its first workspace knows, and a few wherever Microsoft's own sync is on.</summary>
    public static FixedScenario Seed(World world, int seed) => new(world, seed);

    /// <summary>Incidents that were not merged away and have no twin in Sentinel yet. Empty is when <see cref="EditsAsync"/> may
    /// begin.</summary>
    public IReadOnlyList<string> WithoutTwin() => _defender.Incidents()
        .Where(incident => !incident.IsRedirected && _twins.Find(incident.Id) is null)
        .Select(incident => incident.Id)
        .ToList();

    /// <summary>Carries out every edit, wave by wave. Within a wave nothing waits.</summary>
    /// <param name="beforeWave">Asked before each wave.</param>
    /// <param name="cancel">Ends it between two waves.</param>
    /// <exception cref="InvalidOperationException">An incident has no twin.</exception>
    public async Task<ScenarioReport> EditsAsync(WaveGate beforeWave, CancellationToken cancel = default)
    {
        for (var wave = 1; wave <= Waves; wave++)
        {
            await beforeWave(wave, cancel);
            foreach (var edit in _script.Where(edit => edit.Wave == wave))
            {
                CarryOut(edit);
            }

            foreach (var episode in _episodes)
            {
                episode.Act(wave);
            }

            switch (wave)
            {
                case MergingWave:
                    Merge();
                    break;
                case ConflictWave:
                    Conflict();
                    break;
                case DeletingWave:
                    _sentinel.Delete(_cast.SentinelOnly[0], Person());
                    break;
            }
        }

        var all = _defender.Incidents();
        var redirected = all.Count(incident => incident.IsRedirected);
        return new ScenarioReport(_seed, all.Count, redirected, _cast.SentinelOnly.Length, _edits, _conflicts);
    }

    private void CarryOut(ScenarioEdit edit)
    {
        IDesk desk = edit.Portal == Portal.Defender ? new DefenderDesk(_defender, edit.DefenderId) : Twin(edit.DefenderId);
        switch (edit.Field)
        {
            case "status":
                desk.SetStatus(Person(), CaseStatus.Active);
                break;
            case "close":
                desk.Close(Person(), Closing.DrawTelling(_random));
                break;
            case "reopen":
                desk.SetStatus(Person(), _random.Happens(0.5) ? CaseStatus.Active : CaseStatus.New);
                Count(edit.Portal, "status");
                break;
            case "owner":
                desk.Assign(Person(), Person().Name);
                break;
            case "severity":
                desk.SetSeverity(Person(), _random.Pick(DefenderVocabulary.WritableSeverities.Remove(desk.Severity)));
                break;
            case "title":
                desk.Retitle(Person(), Titles.ByPerson(_random, desk.Title));
                break;
            case "description":
                desk.Describe(Person(), Wording.Description(_random));
                break;
            case "tag":
                desk.Tag(Person(), Wording.Tag(_random));
                break;
            case "untag":
                desk.Untag(Person(), ScenarioCast.Tag);
                break;
            case "comment":
                desk.Comment(Person(), Wording.Comment(_random), _random.NextGuid());
                break;
            default:
                throw new InvalidOperationException($"The script knows no field {edit.Field}.");
        }

        Count(edit.Portal, edit.Field);
    }

    private void Merge()
    {
        foreach (var group in _cast.Correlated)
        {
            if (_defender.Merge(group) is MergeResult.Refused refused)
            {
                throw new InvalidOperationException($"The merge of {string.Join(", ", group)} was refused: {refused.Reason}");
            }
        }
    }

    private void Conflict()
    {
        At(_cast.StatusConflict, "status", "inProgress", "New",
            desk => desk.SetStatus(Person(), CaseStatus.Active), desk => desk.SetStatus(Person(), CaseStatus.New));
        At(_cast.SeverityConflict, "severity", "medium", "High",
            desk => desk.SetSeverity(Person(), "medium"), desk => desk.SetSeverity(Person(), "high"));
        var (one, another) = (_defender.Tenant.Persons[0].UserPrincipalName, _defender.Tenant.Persons[1].UserPrincipalName);
        At(_cast.OwnerConflict, "owner", one, another, desk => desk.Assign(Person(), one), desk => desk.Assign(Person(), another));
    }

    private void At(string id, string field, string defenderValue, string sentinelValue, Action<IDesk> inDefender, Action<IDesk> inSentinel)
    {
        var twin = Twin(id);
        inDefender(new DefenderDesk(_defender, id));
        inSentinel(twin);
        Count(Portal.Defender, field);
        Count(Portal.Sentinel, field);
        _conflicts.Add(new TrueConflict(field, id, twin.IncidentId, defenderValue, sentinelValue));
    }

    private SentinelDesk Twin(string defenderId) => _twins.Find(defenderId) is { } name
        ? new SentinelDesk(_sentinel, name)
        : throw new InvalidOperationException($"Defender incident {defenderId} has no twin in Sentinel.");

    private Actor Person() => Actor.Person(_random.Pick(_defender.Tenant.Persons).UserPrincipalName);

    private void Count(Portal portal, string field) => _edits[(portal, field)] = _edits.GetValueOrDefault((portal, field)) + 1;
}
