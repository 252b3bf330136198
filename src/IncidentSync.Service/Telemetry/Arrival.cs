using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>An edit of one portal that has arrived in the other.</summary>
/// <param name="On">The portal it was carried to.</param>
/// <param name="Field">The field; <c>incident</c> for a twin, <c>comments</c> for a comment.</param>
/// <param name="EditedAt">The stamp of the edit, by the clock of the portal where it was made.</param>
/// <remarks>
/// <code>
/// | an announced write is settled, and the portal now shows it | it was edited                                                 |
/// |------------------------------------------------------------|---------------------------------------------------------------|
/// | a twin                                                     | when Defender made the incident                               |
/// | a field                                                    | when it first differed from its base; at first contact it     |
/// |                                                            |   counts as no edit                                           |
/// | a comment of Defender                                      | when it was written                                           |
/// | a comment of Sentinel                                      | when Sentinel's incident was changed last before              |
/// </code>
/// </remarks>
internal sealed record Arrival(Portal On, string Field, Stamp EditedAt)
{
    public static IEnumerable<Arrival> Between(Link before, Link after) =>
        before.Intents.Where(intent => IsSettled(intent, after)).SelectMany(intent => Of(intent, before, after));

    private static bool IsSettled(Intent intent, Link after) =>
        after.Intents.All(open => open.Key != intent.Key);

    private static IEnumerable<Arrival> Of(Intent intent, Link before, Link after) => intent switch
    {
        Intent.Create when before.Sentinel is null && after is { Sentinel: not null, Defender: { } defender } =>
            [new(Portal.Sentinel, Tag.Incident, defender.CreatedAt)],
        Intent.Change change =>
            from write in change.Fields
            let since = before.Bases[write.Field]?.Since(write.Portal.Other())
            where since is not null && IsNew(before[write.Portal], after[write.Portal])
                && write.Field.Same(write.Value, after[write.Portal]!.Incident[write.Field])
            select new Arrival(write.Portal, write.Field.Name, since.Value),
        Intent.Comment { Portal: var on, Sources: [var source, ..] } when IsCarried(after, on, source) && !IsCarried(before, on, source) =>
            CommentedAt(before, on.Other(), source) is { } at ? [new(on, CommentPlanner.Name, at)] : [],
        _ => [],
    };

    private static bool IsNew(Snapshot? before, Snapshot? after) => after is not null && !ReferenceEquals(before, after);

    private static bool IsCarried(Link link, Portal on, CommentId source) =>
        link.Comments.Any(known => known.Home == on.Other() && known.Id == source && known.Role == CommentRole.Carried);

    private static Stamp? CommentedAt(Link link, Portal home, CommentId source) => home == Portal.Defender
        ? link.Defender?.Comments.FirstOrDefault(comment => comment.Id == source)?.At
        : link.Sentinel?.Stamp;
}
