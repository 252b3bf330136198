using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Admin.Links;

/// <summary>All that is known of one pair, without what the portals said word for word.</summary>
/// <param name="Id">The link.</param>
/// <param name="Connection">The connection it belongs to.</param>
/// <param name="DefenderId">Defender's incident; null for one that exists in Sentinel alone.</param>
/// <param name="SentinelName">Sentinel's incident, or the name the twin will have.</param>
/// <param name="State">live, unpaired, merged or deleted.</param>
/// <param name="Defender">What Defender last said; null when it never said anything.</param>
/// <param name="Sentinel">What Sentinel last said; null when it never said anything.</param>
/// <param name="Bases">What each portal held when they last agreed, field by field.</param>
/// <param name="Intents">Writes that are announced and not settled, in the order they are sent.</param>
/// <param name="Held">Fields that wait, and why.</param>
/// <param name="Unwritable">Values that a portal refused or did not keep.</param>
/// <param name="Comments">How many comments there are, by what they are to us.</param>
/// <param name="Alerts">The alerts of its incident in Defender; null when its connection does not stream alerts.</param>
/// <param name="Attempts">How often in a row it failed.</param>
/// <param name="LastError">What failed last; empty when nothing did.</param>
/// <param name="Dirty">It changed since it was last planned.</param>
/// <param name="NotBefore">Nobody touches it before.</param>
/// <param name="Hold">Why the whole link waits for a person: duplicate, redirectCircle; null when it does not.</param>
internal sealed record LinkView(
    Guid Id,
    string Connection,
    string? DefenderId,
    string SentinelName,
    LinkState State,
    SnapshotView? Defender,
    SnapshotView? Sentinel,
    IReadOnlyList<BaseView> Bases,
    IReadOnlyList<IntentView> Intents,
    IReadOnlyList<HeldView> Held,
    IReadOnlyList<UnwritableView> Unwritable,
    CommentCounts Comments,
    AlertCounts? Alerts,
    int Attempts,
    string LastError,
    bool Dirty,
    DateTimeOffset NotBefore,
    HoldReason? Hold)
{
    public static LinkView Of(Link link, bool dirty, DateTimeOffset notBefore, AlertCounts? alerts) => new(
        link.Id.Value,
        link.Connection,
        link.DefenderId?.Value,
        link.SentinelName.Value,
        link.State,
        SnapshotView.Of(link.Defender),
        SnapshotView.Of(link.Sentinel),
        [.. from field in AllFields.All let held = link.Bases[field] where held is not null select BaseView.Of(field, held)],
        [.. link.Intents.Select(IntentView.Of)],
        [
            .. from field in AllFields.All where link.Held.ContainsKey(field) select HeldView.Of(link, field),
            .. link.CommentHold is { } reason ? [new HeldView(CommentPlanner.Name, reason, null, null)] : Array.Empty<HeldView>(),
        ],
        [.. link.Unwritable.Select(value => new UnwritableView(FieldValue.Of(value.Write), value.Write.Portal, value.Reason))],
        new CommentCounts(RoleCounts.Of(link, Portal.Defender), RoleCounts.Of(link, Portal.Sentinel)),
        alerts,
        link.Attempts,
        link.LastError,
        dirty,
        notBefore,
        link.Hold);
}

/// <summary>What one portal said when it was last read.</summary>
/// <param name="IncidentId">The incident's name there.</param>
/// <param name="Fields">The synced fields in the shared vocabulary; one that the portal does not show is left out.</param>
/// <param name="Stamp">The portal's stamp of the last change.</param>
/// <param name="CreatedAt">The portal's stamp of the creation.</param>
/// <param name="Version">Sentinel's etag; empty for Defender, which has none.</param>
/// <param name="WebUrl">The page a person opens; empty when the portal gave none.</param>
/// <param name="RedirectedTo">Defender merged it into that one.</param>
/// <param name="Counterpart">
/// The incident of the other portal that it says it belongs to, by Microsoft's id or a label; a label pairs nothing.
/// </param>
/// <param name="CommentCount">How many comments the portal says there are.</param>
internal sealed record SnapshotView(
    string IncidentId,
    JsonObject Fields,
    DateTimeOffset Stamp,
    DateTimeOffset CreatedAt,
    string Version,
    string WebUrl,
    string? RedirectedTo,
    string? Counterpart,
    int CommentCount)
{
    public static SnapshotView? Of(Snapshot? snapshot) => snapshot is null ? null : new(
        snapshot.Id.Value,
        snapshot.Incident.ToJson(),
        snapshot.Stamp.Moment,
        snapshot.CreatedAt.Moment,
        snapshot.Version,
        snapshot.WebUrl,
        snapshot.RedirectedTo?.Value,
        snapshot.Counterpart?.Value,
        snapshot.CommentCount);
}

/// <summary>A field's value, in the shared vocabulary.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Value">The value; null when the portal does not show it.</param>
internal sealed record FieldValue(string Field, JsonNode? Value)
{
    public static FieldValue Of(FieldWrite write) => new(write.Field.Name, write.Field.ToJson(write.Value));
}

/// <summary>What both portals held in a field when they last agreed, and since when each has differed.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Defender">Defender's value then.</param>
/// <param name="Sentinel">Sentinel's value then.</param>
/// <param name="DefenderSince">Defender's stamp of the first change since; null when there was none.</param>
/// <param name="SentinelSince">Sentinel's stamp of the first change since; null when there was none.</param>
internal sealed record BaseView(
    string Field, JsonNode? Defender, JsonNode? Sentinel, DateTimeOffset? DefenderSince, DateTimeOffset? SentinelSince)
{
    public static BaseView Of(Field field, FieldBase held) =>
        new(field.Name, field.ToJson(held.Defender), field.ToJson(held.Sentinel), held.DefenderSince?.Moment, held.SentinelSince?.Moment);
}

/// <summary>A write that is announced and not settled.</summary>
/// <param name="Kind">create, change or comment; unanswered for a value that Defender may still take late.</param>
/// <param name="Portal">The portal that is written.</param>
/// <param name="Sent">It may have been sent: whether it took effect is learnt by reading.</param>
/// <param name="Fields">The values that are written; none for a comment.</param>
internal sealed record IntentView(string Kind, Portal Portal, bool Sent, IReadOnlyList<FieldValue> Fields)
{
    public static IntentView Of(Intent intent) => intent switch
    {
        Intent.Create create => new("create", create.Portal, create.Sent, [.. create.Fields.Select(FieldValue.Of)]),
        Intent.Change change => new("change", change.Portal, change.Sent, [.. change.Fields.Select(FieldValue.Of)]),
        Intent.Unanswered memory => new("unanswered", memory.Portal, memory.Sent, [FieldValue.Of(memory.Write)]),
        _ => new("comment", intent.Portal, intent.Sent, []),
    };
}

/// <summary>A field that waits.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Defender">Defender's value.</param>
/// <param name="Sentinel">Sentinel's value.</param>
internal sealed record HeldView(string Field, HoldReason Reason, JsonNode? Defender, JsonNode? Sentinel)
{
    public static HeldView Of(Link link, Field field)
    {
        return new(field.Name, link.Held[field], In(link.Defender), In(link.Sentinel));

        JsonNode? In(Snapshot? snapshot) => field.ToJson(snapshot?.Incident[field] ?? Reading.Unseen);
    }
}

/// <summary>A value that a portal refused or did not keep.</summary>
/// <param name="Value">The field and the value.</param>
/// <param name="Portal">The portal.</param>
/// <param name="Reason">refused or notAccepted.</param>
internal sealed record UnwritableView(FieldValue Value, Portal Portal, HoldReason Reason);

/// <summary>The comments of a link.</summary>
/// <param name="Defender">Those that stand in Defender.</param>
/// <param name="Sentinel">Those that stand in Sentinel.</param>
internal sealed record CommentCounts(RoleCounts Defender, RoleCounts Sentinel);

/// <summary>Comments of one portal, by what they are to us.</summary>
/// <param name="Waiting">A person's, to be carried.</param>
/// <param name="Carried">A person's, on the other portal too.</param>
/// <param name="Refused">A person's that the other portal refuses.</param>
/// <param name="Ours">Written by us.</param>
internal sealed record RoleCounts(int Waiting, int Carried, int Refused, int Ours)
{
    public static RoleCounts Of(Link link, Portal portal)
    {
        return new(In(CommentRole.Waiting), In(CommentRole.Carried), In(CommentRole.Refused), In(CommentRole.Ours));

        int In(CommentRole role) => link.Comments.Count(comment => comment.Home == portal && comment.Role == role);
    }
}
