using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Testing;

/// <summary>Snapshots and pages as a portal might have given them.</summary>
internal static class Sample
{
    public const string Connection = "contoso";

    public static readonly LinkIdentity Identity = new("tenant", "subscription", "group", "workspace");

    /// <summary>Every default, and the marker key of this connection, as the service has it.</summary>
    public static readonly SyncRules Rules = SyncRules.Default with
    {
        Comments = CommentRules.Default with { Marker = MarkerKeys.None.Of(Identity) },
    };

    public static readonly Incident Incident = Incident.Empty
        .With(AllFields.Status, new Seen<Status>(Status.New))
        .With(AllFields.Owner, new Seen<Owner>(Owner.Nobody))
        .With(AllFields.Severity, new Seen<Severity>(Severity.Low))
        .With(AllFields.Title, new Seen<string>("Phish"))
        .With(AllFields.Description, new Seen<string>(""))
        .With(AllFields.Tags, new Seen<Tags>(Tags.Of([])));

    /// <param name="id">Defender's id.</param>
    /// <param name="at">The stamp, in ticks: 7 digits count.</param>
    /// <param name="incident">What it says.</param>
    public static Snapshot Defender(string id, long at = 1, Incident? incident = null) =>
        new(Portal.Defender, new(id), incident ?? Incident, At(at), "", At(0), $"https://defender/{id}", null, null, 0,
            $$"""{"id":"{{id}}"}""");

    /// <param name="name">Sentinel's name.</param>
    /// <param name="at">The stamp, in ticks.</param>
    /// <param name="incident">What it says.</param>
    /// <param name="of">The Defender incident that its label names.</param>
    public static Snapshot Sentinel(string name, long at = 1, Incident? incident = null, string? of = null) => new(
        Portal.Sentinel, new IncidentId(name), incident ?? Incident, At(at), $"etag-{at}", At(0), $"https://sentinel/{name}", null,
        of is null ? null : new IncidentId(of), 0, $$"""{"name":"{{name}}"}""");

    /// <param name="name">Sentinel's name.</param>
    /// <param name="of">The Defender incident whose id Microsoft gave it.</param>
    /// <param name="at">The stamp, in ticks.</param>
    public static Snapshot Native(string name, string of, long at = 1) => Sentinel(name, at, of: of) with { IsNative = true };

    public static Stamp At(long ticks) => new(638_000_000_000_000_000 + ticks);

    public static PageCommit Page(Portal portal, Stamp? cursor, params IReadOnlyList<Snapshot> snapshots) =>
        new(Connection, Identity, portal, snapshots, cursor);

    public static LinkId LinkOf(string defenderId) => Identity.LinkOfDefender(new IncidentId(defenderId));

    public static string TwinOf(string defenderId) => Identity.TwinOf(new IncidentId(defenderId)).Value;
}
