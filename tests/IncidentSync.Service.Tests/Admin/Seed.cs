using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Links as the stages might have left them: five pairs, a Sentinel-only incident and one with another's label of "quiet", and one
/// of a connection that this service does not serve.</summary>
internal static class Seed
{
    public const string Held = "101";
    public const string Quarantined = "102";
    public const string Writing = "103";
    public const string Lonely = "lonely-incident";
    public const string Labelled = "labelled-incident";

    /// <summary>A SIEM client of "quiet".</summary>
    public const string Client = "siem-of-quiet";

    private static readonly LinkIdentity Identity = new("tenant", "subscription", "group", "workspace");
    private static readonly LeaseTerms Terms = new(TimeSpan.FromMinutes(1), TimeSpan.Zero);

    /// <summary>Defender's incidents that have a twin.</summary>
    public static readonly string[] Pairs = [Held, Quarantined, Writing, "104", "105"];

    public static Guid HeldLink { get; } = LinkOf(Held);

    /// <summary>Of another service's connection in the same database.</summary>
    public static Guid StrangersLink { get; } = LinkOf("999");

    public static Guid LinkOf(string defenderId) => Identity.LinkOfDefender(new IncidentId(defenderId)).Value;

    public static string TwinOf(string defenderId) => Identity.TwinOf(new IncidentId(defenderId)).Value;

    public static async Task StoreAsync(ISyncStore store)
    {
        await StorePageAsync(store, "quiet", Portal.Defender, [.. Pairs.Select(id => OfDefender(id, "alice@contoso.com"))]);
        await StorePageAsync(store, "quiet", Portal.Sentinel,
            [.. Pairs.Select(id => OfSentinel(TwinOf(id))), OfSentinel(Lonely), OfSentinel(Labelled) with { Counterpart = new("104") }]);
        await StorePageAsync(store, "stranger", Portal.Defender, [OfDefender("999", "mallory@stranger.com")]);

        await LeaveAsync(
            store,
            HeldLink,
            link => link with
            {
                Held = link.Held.Add(AllFields.Owner, HoldReason.Conflict).Add(AllFields.Title, HoldReason.CutText),
                Bases = Bases.None.Agree(AllFields.Severity, link.Defender!, link.Sentinel!),
                Unwritable = [new UnwritableValue(TitleOf("refused title"), HoldReason.Refused)],
                Comments =
                [
                    new KnownComment(Portal.Defender, new CommentId("c1"), CommentRole.Carried, new CommentId("s1")),
                    new KnownComment(Portal.Sentinel, new CommentId("s1"), CommentRole.Ours, new CommentId("c1")),
                ],
            },
            Row(
                JournalKind.Adopted, AllFields.Severity, new Seen<Severity>(Severity.Low), new Seen<Severity>(Severity.Low),
                "first contact"),
            Row(
                JournalKind.Held,
                AllFields.Owner,
                new Seen<Owner>(Owner.InDefender("alice@contoso.com")),
                new Seen<Owner>(Owner.Nobody),
                "Conflict"),
            Row(JournalKind.Held, AllFields.Title, new Seen<string>("Phish"), new Seen<string>("Phish"), "CutText"));
        await LeaveAsync(store, LinkOf(Quarantined), link => link with { Attempts = 8, LastError = "Sentinel is down" });
        await LeaveAsync(store, LinkOf(Writing), link => link with
        {
            Intents = [new Intent.Change(Portal.Sentinel, [TitleOf("A new title")], [], Sent: true)],
        });
        await LeaveAsync(
            store, Identity.LinkOfSentinel(new(Labelled)).Value, link => link with { Hold = HoldReason.Duplicate });
    }

    private static FieldWrite TitleOf(string title) => new(Portal.Sentinel, AllFields.Title, new Seen<string>(title));

    private static JournalEntry Row(JournalKind kind, Field field, Reading was, Reading now, string reason) =>
        new(kind, null, field, was, now, reason);

    private static Task StorePageAsync(ISyncStore store, string connection, Portal portal, Snapshot[] snapshots) =>
        store.StorePageAsync(new PageCommit(connection, Identity, portal, snapshots, At(5)), TestContext.Current.CancellationToken);

    private static async Task LeaveAsync(
        ISyncStore store, Guid id, Func<Link, Link> change, params ImmutableArray<JournalEntry> journal)
    {
        var stop = TestContext.Current.CancellationToken;
        var claim = (await store.ClaimAsync(new LinkId(id), Terms, stop))!;
        await store.CommitAsync(claim, new LinkCommit(change(claim.Link), journal, "rules-1", new NextStep.Done()), stop);
    }

    private static Snapshot OfDefender(string id, string owner) =>
        Of(Portal.Defender, id, Incident(Owner.InDefender(owner)), At(1), "", $"https://defender/{id}");

    private static Snapshot OfSentinel(string name) =>
        Of(Portal.Sentinel, name, Incident(Owner.Nobody, title: ""), At(2), "etag-2", $"https://sentinel/{name}");

    private static Snapshot Of(Portal portal, string id, Incident incident, Stamp stamp, string version, string url) =>
        new(portal, new IncidentId(id), incident, stamp, version, At(0), url, null, null, 0, """{"secret":"raw"}""");

    private static Incident Incident(Owner owner, string title = "Phish") => IncidentSync.Core.Fields.Incident.Empty
        .With(AllFields.Status, new Seen<Status>(Status.New))
        .With(AllFields.Owner, new Seen<Owner>(owner))
        .With(AllFields.Severity, new Seen<Severity>(Severity.Low))
        .With(AllFields.Title, new Seen<string>(title))
        .With(AllFields.Description, new Seen<string>(""))
        .With(AllFields.Tags, new Seen<Tags>(Tags.Of([])));

    private static Stamp At(long ticks) => new(638_000_000_000_000_000 + ticks);
}
