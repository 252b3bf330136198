using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Tests.Exhaustive;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests;

/// <summary>A pair of incidents as a test tells it: what they agreed on, what each holds now, and under which rules.</summary>
internal sealed record Pair(Snapshot? Defender, Snapshot? Sentinel, Bases Bases, SyncRules Rules)
{
    public const string DefenderId = "42";
    public static readonly Stamp Start = Stamp.Of(new DateTimeOffset(2026, 1, 22, 12, 0, 0, TimeSpan.Zero));

    /// <summary>When each portal first showed a value that differs from the base, as the test that made the pair knows it.</summary>
    public ImmutableDictionary<(Portal Portal, Field Field), Stamp> ChangedAt { get; init; } =
        ImmutableDictionary<(Portal, Field), Stamp>.Empty;

    /// <summary>A quiet incident, the same on both portals, and both know it.</summary>
    public static Pair Synced(Status status = Status.Active) => FirstContact(status).Agree();

    /// <summary>The same pair before the two ever agreed on anything.</summary>
    public static Pair FirstContact(Status status = Status.Active) => new(
        New(Portal.Defender, status, Owner.InDefender("alice@contoso.com"), new Seen<Verdict>(Verdict.None)),
        New(
            Portal.Sentinel,
            status,
            Owner.InSentinel("a-1", "alice@contoso.com"),
            status == Status.Closed ? new Seen<Verdict>(Verdict.None) : Reading.Unseen),
        Bases.None,
        SyncRules.Default);

    public Pair Agree() => this with { Bases = Bases.Agree(Defender!, Sentinel!, Rules.Fields) };

    public Pair Under(Field field, ConflictPolicy policy) =>
        this with { Rules = Rules with { Fields = Rules.Fields with { Policies = Rules.Fields.Policies.SetItem(field, policy) } } };

    public Pair Knowing(params OwnerPair[] owners) =>
        this with { Rules = Rules with { Fields = Rules.Fields with { Owners = new OwnerMap([.. owners]) } } };

    /// <summary>Somebody edits a field on a portal, this many seconds after the start.</summary>
    public Pair Edit<T>(Portal portal, Field field, T value, double afterSeconds = 60)
        where T : notnull => Show(portal, field, new Seen<T>(value), afterSeconds);

    /// <summary>A portal shows something else in a field.</summary>
    public Pair Show(Portal portal, Field field, Reading reading, double afterSeconds = 60)
    {
        var held = portal == Portal.Defender ? Defender! : Sentinel!;
        var stamp = new Stamp(Start.Ticks + (long)(afterSeconds * TimeSpan.TicksPerSecond));
        var now = held with { Incident = held.Incident.With(field, reading), Stamp = stamp };
        return (portal == Portal.Defender
            ? this with { Defender = now }
            : this with { Sentinel = now }) with { Bases = Bases.Observe(now) };
    }

    /// <summary>Sentinel is closed with a verdict, as its dialog does it.</summary>
    public Pair CloseInSentinel(Verdict verdict, double afterSeconds = 60) =>
        Edit(Portal.Sentinel, AllFields.Status, Status.Closed, afterSeconds)
            .Edit(Portal.Sentinel, AllFields.Verdict, verdict, afterSeconds);

    public Pair ReopenInSentinel(double afterSeconds = 60) =>
        Edit(Portal.Sentinel, AllFields.Status, Status.Active, afterSeconds)
            .Show(Portal.Sentinel, AllFields.Verdict, Reading.Unseen, afterSeconds);

    public Link Link(LinkState state = LinkState.Live) => Core.Links.Link.New(
        new LinkId(new Guid("11111111-2222-5333-8444-555555555555")), "contoso", new IncidentId(DefenderId), new IncidentId("7b1c")) with
    {
        State = state,
        Defender = Defender,
        Sentinel = Sentinel,
        Bases = Bases,
        MergedInto = Defender?.RedirectedTo is { } target ? new MergeTarget(target) : null,
    };

    public SyncPlan Plan() => Planner.Plan(Link(), Rules, Stamp.EndOfTime);

    /// <summary>What becomes of one field, in words.</summary>
    public string Decide(Field field) => Print.Of(Plan().Decisions.Single(decision => decision.Field == field));

    /// <summary>Everything that is written, in words.</summary>
    public string Writes() => Print.Of(Plan().Action);

    /// <summary>The pair after the plan was carried out by two perfect portals.</summary>
    public Pair Apply() => Apply(Engine.Real, Plan());

    /// <summary>The same for another engine's plan, and when the calls to some portals failed.</summary>
    public Pair Apply(Engine engine, SyncPlan plan, Func<Portal, bool>? reached = null)
    {
        var writes = plan.Action is SyncAction.Write { Fields: var fields }
            ? fields.Where(write => reached?.Invoke(write.Portal) ?? true).ToList()
            : [];
        var (defender, sentinel) = (PerfectPortal.Take(Defender!, writes), PerfectPortal.Take(Sentinel!, writes));
        var bases = engine.Advance(plan.Bases.Observe(defender).Observe(sentinel), defender, sentinel, Rules);
        return this with { Defender = defender, Sentinel = sentinel, Bases = bases };
    }

    /// <summary>The fields of which anything is known.</summary>
    public IEnumerable<Field> Told => AllFields.All.Where(one =>
        Defender!.Incident[one] is not Unseen || Sentinel!.Incident[one] is not Unseen || Bases[one] is not null);

    /// <summary>What a portal shows.</summary>
    public Snapshot this[Portal portal] => portal == Portal.Defender ? Defender! : Sentinel!;

    private static Snapshot New(Portal portal, Status status, Owner owner, Reading verdict) => new(
        portal,
        new IncidentId(portal == Portal.Defender ? DefenderId : "7b1c"),
        Incident.Empty
            .With(AllFields.Status, new Seen<Status>(status))
            .With(AllFields.Verdict, verdict)
            .With(AllFields.Owner, new Seen<Owner>(owner))
            .With(AllFields.Severity, new Seen<Severity>(Severity.Medium))
            .With(AllFields.Title, new Seen<string>("Multi-stage incident"))
            .With(AllFields.Description, new Seen<string>("Two stages."))
            .With(AllFields.Tags, new Seen<Tags>(Tags.Of("vip"))),
        Start,
        "",
        Start,
        "https://security.microsoft.com/incident2/42/overview",
        null,
        null,
        0,
        "{}");
}
