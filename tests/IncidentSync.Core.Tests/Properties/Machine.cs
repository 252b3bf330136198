using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Tests.Exhaustive;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>
/// One pair's life as a seeded random walk: people edit either portal, the engine reads late, plans on what it knows, and its calls fail or
/// find that the portal moved on (Sentinel by etag, Defender by the read before the write). Now and then everybody rests.
/// </summary>
internal sealed class Machine(Engine engine, int seed)
{
    private const int StepsBetweenRests = 25;
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _counts = [];
    private People _people = null!;
    private Fates _fates = null!;
    private Snapshot[] _truth = [];
    private Pair _known = null!;
    private ImmutableDictionary<Field, HoldReason> _held = ImmutableDictionary<Field, HoldReason>.Empty;
    private long _clock;

    public string Counts =>
        string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value:N0} {count.Key}"));

    /// <summary>What goes wrong first, or null.</summary>
    public string? Run(int rounds)
    {
        Begin();
        for (var round = 1; round <= rounds; round++)
        {
            var wrong = round % StepsBetweenRests == 0 ? Rest() : Step();
            if ((wrong ??= _fates.Wrong) is not null)
            {
                return $"round {round}: {wrong}";
            }
        }

        return null;
    }

    private void Begin()
    {
        _people = new People(_random);
        _fates = new Fates();
        _held = ImmutableDictionary<Field, HoldReason>.Empty;
        _known = _random.Next(2) == 0 ? Pair.Synced() : Pair.FirstContact();
        _known = _known.Knowing(Meaning.Tier2);
        _truth = [_known.Defender!, _known.Sentinel!];
        _clock = Pair.Start.Ticks;
        Count("lives");
    }

    private string? Step()
    {
        switch (_random.Next(10))
        {
            case < 5:
                Edit(_random.Next(2) == 0 ? Portal.Defender : Portal.Sentinel);
                return null;
            case < 7:
                Read(_random.Next(2) == 0 ? Portal.Defender : Portal.Sentinel);
                return null;
            default:
                return Pass(_ => _random.Next(4) != 0, out var _);
        }
    }

    private void Edit(Portal portal)
    {
        var field = AllFields.All[_random.Next(AllFields.All.Count)];
        var before = _truth[(int)portal];
        if (_people.Next(portal, field, before.Incident) is not { } value)
        {
            return;
        }

        var edits = new List<FieldWrite> { new(portal, field, value) };
        if (portal == Portal.Sentinel && value is Seen<Status> { Value: Status.Closed })
        {
            edits.Add(new(portal, AllFields.Verdict, new Seen<Verdict>(_people.NextVerdict(portal))));
        }

        Stand(PerfectPortal.Take(before, edits));
        edits.ForEach(edit => _fates.Edited(portal, edit.Field, before, _truth));
        _fates.Edited(portal, AllFields.Verdict, before, _truth);
        Count("edits");
    }

    // A portal stamps what it now holds.
    private void Stand(Snapshot now)
    {
        _clock += _random.Next(1, 6) * TimeSpan.TicksPerSecond;
        _truth[(int)now.Portal] = now with { Stamp = new Stamp(_clock), Version = $"\"{_clock}\"" };
    }

    private void Read(Portal portal)
    {
        var now = _truth[(int)portal];
        _known = (portal == Portal.Defender
            ? _known with { Defender = now }
            : _known with { Sentinel = now }) with { Bases = _known.Bases.Observe(now) };
        Remember();
    }

    private string? Pass(Func<Portal, bool> reached, out SyncPlan plan)
    {
        var link = _known.Link();
        plan = engine.Plan(link, _known.Rules);
        var journal = engine.Journal(link, plan, _held);
        _held = plan.Decisions.IsEmpty ? _held : plan.Held.ToImmutableDictionary(held => held.Field, held => held.Reason);
        var wrong = link.Defender!.RedirectedTo is null ? PlanCheck.Of(_known, plan, journal) : null;
        _fates.Journaled(journal);
        _known = _known with { Bases = plan.Bases };
        Remember();
        Count("passes");
        if (plan.Action is not SyncAction.Write { Fields: var writes } || wrong is not null)
        {
            return wrong;
        }

        // Defender goes first. A call that fails, or whose answer shows that the rest of the plan is out of date, ends the pass.
        foreach (var portal in Portals.Both.Where(portal => writes.Any(write => write.Portal == portal)))
        {
            var planned = _known[portal];
            if (!reached(portal) || !TryWrite(portal, [.. writes.Where(write => write.Portal == portal)]) || IsOutOfDate(writes, planned))
            {
                break;
            }
        }

        return null;
    }

    private bool IsOutOfDate(ImmutableArray<FieldWrite> writes, Snapshot planned) => writes.Any(write =>
        write.Portal != planned.Portal
        && writes.All(other => other.Portal == write.Portal || other.Field != write.Field)
        && !write.Field.Same(planned.Incident[write.Field], _known[planned.Portal].Incident[write.Field]));

    // A call that finds the portal moved on is not made.
    private bool TryWrite(Portal portal, ImmutableArray<FieldWrite> writes)
    {
        var (known, truth) = (_known[portal], _truth[(int)portal]);
        var hasMovedOn = portal == Portal.Sentinel
            ? known.Version != truth.Version
            : writes.Select(write => write.Field).Append(AllFields.Status)
                .Any(field => !field.Same(known.Incident[field], truth.Incident[field]));
        if (hasMovedOn)
        {
            Count("calls that found the portal moved on");
            Read(portal);
            return false;
        }

        Stand(PerfectPortal.Take(truth, writes));
        _fates.Written(portal, truth, _truth, _known);
        Read(portal);
        var before = _known.Bases;
        _known = _known with { Bases = engine.Advance(before, _known.Defender!, _known.Sentinel!, _known.Rules) };
        _fates.Wrong ??= PlanCheck.OfBases(_known, before, _known.Bases);
        Remember();
        Count("calls");
        return true;
    }

    // Nobody edits, every call succeeds: within three passes nothing is left to do and every edit has a fate.
    private string? Rest()
    {
        SyncPlan plan;
        var passes = 0;
        do
        {
            Portals.Both.ToList().ForEach(Read);
            if (Pass(_ => true, out plan) is { } wrong)
            {
                return wrong;
            }
        }
        while (plan.Action is not SyncAction.Nothing && ++passes <= 3);

        Count("rests");
        var unsettled = passes > 3 ? "I1: three passes do not suffice" : Passes.Unsettled(_known, plan) ?? _fates.Unsettled(_known, plan);
        return unsettled ?? (_random.Next(20) == 0 ? Merge() : ChangePolicies());
    }

    private string? ChangePolicies()
    {
        Count("pairs found equal", AllFields.All.All(field => new FieldView(_known, field) is { IsEqual: true } or { IsUnseen: true }));
        Count("rests with a field held", AllFields.All.Any(field => new FieldView(_known, field) is { IsEqual: false, IsUnseen: false }));
        var wrong = Passes.PolicyWritesOnceEqual(engine, _known);
        var policies = AllFields.All.ToImmutableDictionary(field => field, field =>
            field.Policies[_random.Next(4) > 0 ? 0 : _random.Next(field.Policies.Count)]);
        _known = _known with { Rules = _known.Rules with { Fields = _known.Rules.Fields with { Policies = policies } } };
        return wrong;
    }

    // Defender merges the incident into another. Its Sentinel incident is closed, nothing is written to Defender, and another life begins.
    private string? Merge()
    {
        _fates = new Fates();
        Stand(_truth[0] with { RedirectedTo = new IncidentId("17") });
        var (redirected, sentinel) = (_truth[0], _truth[1]);
        var link = LinkState.Live;
        for (var pass = 0; pass < 3 && link == LinkState.Live; pass++)
        {
            Portals.Both.ToList().ForEach(Read);
            if (Pass(_ => true, out var plan) is { } wrong)
            {
                return wrong;
            }

            link = plan.State;
        }

        var isLeftOrClosed = sentinel.Incident[AllFields.Status] is Unknown
            ? ReferenceEquals(sentinel, _truth[1])
            : link == LinkState.Merged && _truth[1].Incident[AllFields.Status] is Seen<Status> { Value: Status.Closed };
        var isRight = isLeftOrClosed && ReferenceEquals(redirected, _truth[0]);
        Count("merges");
        Begin();
        return isRight ? null : $"redirect: the link is {link}, and Sentinel showed {sentinel.Incident[AllFields.Status]} before";
    }

    // When each portal first differed from the base, told a second time.
    private void Remember()
    {
        var changed = from portal in Portals.Both
                      from field in AllFields.All
                      let agreed = _known.Bases[field]?[portal]
                      let now = _known[portal].Incident[field]
                      where agreed is not null && now is not Unseen && Meaning.InItsPortal(field, agreed) != Meaning.InItsPortal(field, now)
                      select KeyValuePair.Create(
                          (portal, field), _known.ChangedAt.GetValueOrDefault((portal, field), _known[portal].Stamp));
        _known = _known with { ChangedAt = changed.ToImmutableDictionary() };
    }

    private void Count(string what, bool happened = true)
    {
        if (happened)
        {
            _counts[what] = _counts.GetValueOrDefault(what) + 1;
        }
    }
}
