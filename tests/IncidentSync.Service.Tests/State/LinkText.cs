using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Tests.State;

/// <summary>A link as text, every part of it, so that two can be compared and a failure can be read.</summary>
internal static class LinkText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(Link link) => new JsonObject
    {
        ["id"] = $"{link.Connection} {link.Id} {link.DefenderId} {link.SentinelName} {link.State}",
        ["defender"] = Of(link.Defender),
        ["sentinel"] = Of(link.Sentinel),
        ["bases"] = ByField(AllFields.All.Where(field => link.Bases[field] is not null), field => Of(field, link.Bases[field]!)),
        ["held"] = ByField(link.Held.Keys.OrderBy(field => field.Name), field => $"{link.Held[field]}"),
        ["unwritable"] = new JsonArray([.. link.Unwritable.Select(value => (JsonNode)$"{Of(value.Write)} {value.Reason}")]),
        ["intents"] = new JsonArray([.. link.Intents.Select(Of)]),
        ["comments"] = new JsonArray([.. link.Comments.Select(comment => $"{comment}").Order(StringComparer.Ordinal)]),
        ["comments read"] = link.CommentsRead,
        ["life"] = $"{link.Hold} {link.CommentHold} {link.Missing} {link.MergedInto} {link.SupersededBy} {link.Older} {link.Observed} "
            + $"{link.GoneVersion}",
        ["recent"] = new JsonArray([.. link.Recent.Select(recent => (JsonNode)$"{Of(recent.Write)} {recent.At.Ticks}")]),
        ["resolutions"] = ByField(
            link.Resolutions.Keys.OrderBy(field => field.Name),
            field => $"{link.Resolutions[field].Winner} {Of(field, link.Resolutions[field].Defender)} "
                + Of(field, link.Resolutions[field].Sentinel)),
        ["failed"] = $"{link.Attempts} {link.LastError} {link.Obstacle}",
    }.ToJsonString(Indented);

    public static string Of(JournalEntry entry) =>
        $"{entry.Kind} {entry.Portal} {entry.Field} {Of(entry.Field, entry.Was)} {Of(entry.Field, entry.Now)} {entry.Reason}";

    private static JsonObject ByField(IEnumerable<Field> fields, Func<Field, JsonNode?> value) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, value(field))));

    private static JsonObject? Of(Snapshot? snapshot) => snapshot is null ? null : new JsonObject
    {
        ["read"] = $"{snapshot.Portal} {snapshot.Id} {snapshot.Stamp} {snapshot.Version} {snapshot.CreatedAt} {snapshot.WebUrl}",
        ["says"] = $"{snapshot.RedirectedTo} {snapshot.Counterpart} {snapshot.CommentCount} {snapshot.IsNative} {snapshot.IsByPerson}",
        ["comments"] = new JsonArray([.. snapshot.Comments.Select(comment => (JsonNode)$"{comment}")]),
        ["incident"] = snapshot.Incident.ToJson(),
        ["raw"] = snapshot.Raw,
    };

    private static JsonNode? Of(Field field, FieldBase held) =>
        $"{Of(field, held.Defender)} {Of(field, held.Sentinel)} {held.DefenderSince?.Ticks} {held.SentinelSince?.Ticks}";

    private static JsonNode Of(Intent intent) => intent switch
    {
        Intent.Create create =>
            $"create {string.Join(' ', create.Fields.Select(Of))} {string.Join(' ', create.Labels)} {create.Sent} {create.At} "
                + $"{create.Looked}",
        Intent.Change change =>
            $"change {change.Portal} {string.Join(' ', change.Fields.Select(Of))} {string.Join(' ', change.Labels)} "
            + $"{change.Sent} {change.AnsweredAs} {change.Looked} {change.Version} {change.Over} {change.Rest}"
            + string.Concat(change.Shown.OrderBy(pair => pair.Key.Name).Select(pair => $" shown {Of(pair.Key, pair.Value)}")),
        Intent.Comment comment =>
            $"comment {comment.Portal} {comment.Name} {comment.Text} {string.Join(' ', comment.Sources)} {comment.Incident} {comment.Sent}",
        Intent.Unanswered memory =>
            $"unanswered {Of(memory.Write)} {memory.Over} {Of(memory.Write.Field, memory.SeenAs)} "
            + $"{Of(memory.Write.Field, memory.Stood)} {Of(memory.Write.Field, memory.BackAs)} {memory.IsSettled} {memory.IsPast}",
        _ => intent.ToString(),
    };

    private static string Of(FieldWrite write) =>
        $"{write.Portal} {write.Field} {Of(write.Field, write.Value)} over {Of(write.Field, write.Over)} of {Of(write.Field, write.Of)}";

    private static string Of(Field? field, Reading? reading) =>
        field is null || reading is null ? "-" : field.ToJson(reading)?.ToJsonString() ?? "unseen";
}
