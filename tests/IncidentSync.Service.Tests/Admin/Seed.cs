using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Links as the stages might have left them: five pairs and a Sentinel-only incident of "quiet", and one of a connection that this
/// service does not serve.</summary>
internal static class Seed
{
    public const string Held = "101";
    public const string Quarantined = "102";
    public const string Writing = "103";
    public const string Lonely = "lonely-incident";

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
        await StorePageAsync(store, "quiet", Portal.Sentinel, [.. Pairs.Select(id => OfSentinel(TwinOf(id))), OfSentinel(Lonely)]);
        await StorePageAsync(store, "stranger", Portal.Defender, [OfDefender("999", "mallory@stranger.com")]);

        await LeaveAsync(
            store,
            Held,
            link => link with
            {
                Held = ImmutableDictionary<Field, HoldReason>.Empty.Add(Fields.Owner, HoldReason.Conflict).Add(Fields.Title, HoldReason.CutText),
                Bases = Bases.None.With(Fields.Severity, link.Defender!, link.Sentinel!),
                Unwritable = [new UnwritableValue(new FieldWrite(Portal.Sentinel, Fields.Title, new Seen<string>("refused title")), HoldReason.Refused)],
                Comments =
                [
                    new KnownComment(Portal.Defender, new CommentId("c1"), CommentRole.Carried, new CommentId("s1")),
                    new KnownComment(Portal.Sentinel, new CommentId("s1"), CommentRole.Ours, new CommentId("c1")),
                ],
            },
            new(JournalKind.Adopted, null, Fields.Severity, new Seen<Severity>(Severity.Low), new Seen<Severity>(Severity.Low), "first contact"),
            new(JournalKind.Held, null, Fields.Owner, new Seen<Owner>(Owner.InDefender("alice@contoso.com")), new Seen<Owner>(Owner.Nobody), "Conflict"),
            new(JournalKind.Held, null, Fields.Title, new Seen<string>("Phish"), new Seen<string>("Phish"), "CutText"));
        await LeaveAsync(store, Quarantined, link => link with { Attempts = 8, LastError = "Sentinel is down" });
        await LeaveAsync(store, Writing, link => link with
        {
            Intents = [new Intent.Change(Portal.Sentinel, [new FieldWrite(Portal.Sentinel, Fields.Title, new Seen<string>("A new title"))], [], Sent: true)],
        });
    }

    private static Task StorePageAsync(ISyncStore store, string connection, Portal portal, Snapshot[] snapshots) =>
        store.StorePageAsync(new PageCommit(connection, Identity, portal, snapshots, At(5)), TestContext.Current.CancellationToken);

    private static async Task LeaveAsync(
        ISyncStore store, string defenderId, Func<Link, Link> change, params ImmutableArray<JournalEntry> journal)
    {
        var claim = (await store.ClaimAsync(new LinkId(LinkOf(defenderId)), Terms, TestContext.Current.CancellationToken))!;
        await store.CommitAsync(claim, new LinkCommit(change(claim.Link), journal, "rules-1") { Planned = true }, TestContext.Current.CancellationToken);
    }

    private static Snapshot OfDefender(string id, string owner) => new(
        Portal.Defender, new IncidentId(id), Incident(Owner.InDefender(owner)), At(1), "", At(0), $"https://defender/{id}", null, null, 0, """{"secret":"raw"}""");

    private static Snapshot OfSentinel(string name) => new(
        Portal.Sentinel, new IncidentId(name), Incident(Owner.Nobody, title: ""), At(2), "etag-2", At(0), $"https://sentinel/{name}", null, null, 0, """{"secret":"raw"}""");

    private static Incident Incident(Owner owner, string title = "Phish") => IncidentSync.Core.Incidents.Incident.Empty
        .With(Fields.Status, new Seen<Status>(Status.New))
        .With(Fields.Owner, new Seen<Owner>(owner))
        .With(Fields.Severity, new Seen<Severity>(Severity.Low))
        .With(Fields.Title, new Seen<string>(title))
        .With(Fields.Description, new Seen<string>(""))
        .With(Fields.Tags, new Seen<Tags>(Tags.Of([])));

    private static Stamp At(long ticks) => new(638_000_000_000_000_000 + ticks);
}
