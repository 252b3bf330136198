using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Service.State;

/// <summary>
/// How the parts of a link that are not columns are written as JSON. What a newer version wrote and this one does not know is passed over.
/// </summary>
internal static class StateJson
{
    /// <summary>What is held under any other name or for any other reason was held by a newer version, and is not ours to free.</summary>
    public static readonly string[] KnownFields = [.. Fields.All.Select(field => field.Name)];

    /// <inheritdoc cref="KnownFields"/>
    public static readonly string[] KnownHoldReasons = Enum.GetNames<HoldReason>();

    public static string OfHeld(ImmutableDictionary<Field, HoldReason> held) =>
        new JsonObject(held.OrderBy(pair => pair.Key.Name).Select(pair => KeyValuePair.Create(pair.Key.Name, (JsonNode?)pair.Value.ToString()))).ToJsonString();

    public static ImmutableDictionary<Field, HoldReason> ToHeld(string json) => JsonNode.Parse(json)!.AsObject()
        .Where(pair => Fields.Named(pair.Key) is not null && Enum.TryParse<HoldReason>(pair.Value!.GetValue<string>(), out _))
        .ToImmutableDictionary(pair => Fields.Named(pair.Key)!, pair => Enum.Parse<HoldReason>(pair.Value!.GetValue<string>()));

    public static string OfUnwritable(ImmutableArray<UnwritableValue> values) =>
        new JsonArray([.. values.Select(value => new JsonObject { ["write"] = Of(value.Write), ["reason"] = value.Reason.ToString() })]).ToJsonString();

    public static ImmutableArray<UnwritableValue> ToUnwritable(string json) =>
    [
        .. JsonNode.Parse(json)!.AsArray()
            .Select(node => (Write: ToWrite(node!["write"]!), Known: Enum.TryParse<HoldReason>(node["reason"]!.GetValue<string>(), out var reason), Reason: reason))
            .Where(value => value.Write is not null && value.Known)
            .Select(value => new UnwritableValue(value.Write!, value.Reason)),
    ];

    public static (string Kind, string Content) OfIntent(Intent intent) => intent switch
    {
        Intent.Create create => ("create", Content(create.Fields, create.Labels)),
        Intent.Change change => ("change", Content(change.Fields, change.Labels)),
        Intent.Comment comment => ("comment", new JsonObject { ["name"] = comment.Name, ["text"] = comment.Text, ["source"] = comment.Source?.Value }.ToJsonString()),
        _ => throw new ArgumentException($"There is no intent {intent.GetType().Name}."),
    };

    /// <summary>The intent, or null when its kind is of a newer version: it is left alone.</summary>
    public static Intent? ToIntent(string kind, Portal portal, bool sent, string content)
    {
        var json = JsonNode.Parse(content)!.AsObject();
        return kind switch
        {
            "create" => new Intent.Create(ToWrites(json), ToLabels(json), sent),
            "change" => new Intent.Change(portal, ToWrites(json), ToLabels(json), sent),
            "comment" => new Intent.Comment(
                portal, json["name"]!.GetValue<string>(), json["text"]!.GetValue<string>(), json["source"]?.GetValue<string>() is { } source ? new CommentId(source) : null, sent),
            _ => null,
        };
    }

    public static string OfComments(ImmutableArray<Comment> comments) => new JsonArray([.. comments.Select(comment => new JsonObject
    {
        ["id"] = comment.Id.Value,
        ["author"] = comment.Author,
        ["at"] = comment.At.Ticks,
        ["text"] = comment.Text,
    })]).ToJsonString();

    public static ImmutableArray<Comment> ToComments(string json) =>
    [
        .. JsonNode.Parse(json)!.AsArray().Select(node => new Comment(
            new CommentId(node!["id"]!.GetValue<string>()), node["author"]!.GetValue<string>(), new Stamp(node["at"]!.GetValue<long>()), node["text"]!.GetValue<string>())),
    ];

    public static string OfReading(Field field, Reading reading) => field.ToJson(reading)?.ToJsonString() ?? "null";

    public static Reading ToReading(Field field, string json) => field.FromJson(JsonNode.Parse(json));

    private static string Content(ImmutableArray<FieldWrite> fields, ImmutableArray<string> labels) => new JsonObject
    {
        ["fields"] = new JsonArray([.. fields.Select(Of)]),
        ["labels"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]),
    }.ToJsonString();

    private static ImmutableArray<FieldWrite> ToWrites(JsonObject json) =>
        [.. json["fields"]!.AsArray().Select(node => ToWrite(node!)).Where(write => write is not null).Select(write => write!)];

    private static ImmutableArray<string> ToLabels(JsonObject json) =>
        [.. json["labels"]!.AsArray().Select(label => label!.GetValue<string>())];

    private static JsonNode Of(FieldWrite write) => new JsonObject
    {
        ["portal"] = write.Portal.ToString(),
        ["field"] = write.Field.Name,
        ["value"] = write.Field.ToJson(write.Value),
    };

    private static FieldWrite? ToWrite(JsonNode node) => Fields.Named(node["field"]!.GetValue<string>()) is { } field
        ? new FieldWrite(Enum.Parse<Portal>(node["portal"]!.GetValue<string>()), field, field.FromJson(node["value"]))
        : null;
}
