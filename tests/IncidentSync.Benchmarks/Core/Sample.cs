using System.Globalization;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Benchmarks.Core;

/// <summary>The incidents that are planned. Small ones: the less a pass has to load, the greater the part of the plan.</summary>
internal static class Sample
{
    public static readonly LinkIdentity Identity = new("tenant", "subscription", "group", "workspace");

    /// <summary>The default, with the one field that is off by default.</summary>
    public static readonly SyncRules Rules = SyncRules.Default with
    {
        Fields = FieldRules.Default with
        {
            Policies = FieldRules.Default.Policies.SetItem(AllFields.Priority, ConflictPolicy.DefenderOnly),
        },
    };

    private static readonly Stamp Start = Stamp.Of(new DateTimeOffset(2026, 1, 22, 12, 0, 0, TimeSpan.Zero));

    private static readonly Stamp Later = Start.After(TimeSpan.FromMinutes(1));

    public static Snapshot Defender(int number) => new(
        Portal.Defender, Id(number), Quiet(Owner.InDefender("alice@contoso.com")).With(AllFields.Verdict, new Seen<Verdict>(Verdict.None)),
        Start, "", Start, "https://security.microsoft.com/incident2/1/overview", null, null, 0, "{}");

    public static Snapshot Sentinel(int number) => new(
        Portal.Sentinel, Identity.TwinOf(Id(number)), Quiet(Owner.InSentinel("a-1", "alice@contoso.com")),
        Start, "etag", Start, "https://portal.azure.com", null, Id(number), 0, "{}");

    /// <summary>Defender closes the incident and rewords it.</summary>
    public static Snapshot EditedDefender(int number) => Defender(number) is var before ? before with
    {
        Stamp = Later,
        Incident = before.Incident
            .With(AllFields.Status, new Seen<Status>(Status.Closed))
            .With(AllFields.Verdict, new Seen<Verdict>(new(Classification.TruePositive, "malware", "Cleaned.")))
            .With(AllFields.Severity, new Seen<Severity>(Severity.High))
            .With(AllFields.Title, new Seen<string>("Multi-stage incident on one endpoint"))
            .With(AllFields.Description, new Seen<string>("Three stages."))
            .With(AllFields.Tags, new Seen<Tags>(Tags.Of("vip", "red team")))
            .With(AllFields.Priority, new Seen<Priority>(Priority.Top)),
    } : before;

    /// <summary>Sentinel hands it to somebody else, and does not think that it is as bad.</summary>
    public static Snapshot EditedSentinel(int number) => Sentinel(number) is var before ? before with
    {
        Stamp = Later,
        Version = "etag-2",
        Incident = before.Incident
            .With(AllFields.Owner, new Seen<Owner>(Owner.InSentinel("b-1", "bob@contoso.com")))
            .With(AllFields.Severity, new Seen<Severity>(Severity.Low))
            .With(AllFields.Tags, new Seen<Tags>(Tags.Of("vip", "tier 2"))),
    } : before;

    /// <summary>Somebody says something in Defender.</summary>
    public static Snapshot CommentedDefender(int number) => Defender(number) with
    {
        Stamp = Later,
        Comments = [new(new("d-1"), "alice@contoso.com", Later, "Looks like the red team.")],
        CommentCount = 1,
    };

    private static IncidentId Id(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    private static Incident Quiet(Owner owner) => Incident.Empty
        .With(AllFields.Status, new Seen<Status>(Status.Active))
        .With(AllFields.Owner, new Seen<Owner>(owner))
        .With(AllFields.Severity, new Seen<Severity>(Severity.Medium))
        .With(AllFields.Title, new Seen<string>("Multi-stage incident"))
        .With(AllFields.Description, new Seen<string>("Two stages."))
        .With(AllFields.Tags, new Seen<Tags>(Tags.Of("vip")))
        .With(AllFields.Priority, new Seen<Priority>(Priority.Medium));
}
