using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.State;

/// <summary>
/// The JSON form of the parts of a link that are not columns. What a newer version wrote and this one does not know is skipped.
/// </summary>
internal static class StateJson
{
    /// <summary>The name for a hold of the whole link, beside the names of its fields.</summary>
    public const string WholeLink = "incident";

    private const string NoEnd = "*";

    /// <summary>A newer version made holds with any other name or reason; this one never frees them.</summary>
    public static readonly string[] KnownHolds = [.. AllFields.All.Select(field => field.Name), CommentPlanner.Name, WholeLink];

    /// <inheritdoc cref="KnownHolds"/>
    public static readonly string[] KnownHoldReasons = Enum.GetNames<HoldReason>();

    public static string OfHeld(Link link)
    {
        var json = new JsonObject();
        foreach (var (field, why) in link.Held.OrderBy(pair => pair.Key.Name))
        {
            json[field.Name] = why.ToString();
        }

        foreach (var (name, why) in new[] { (CommentPlanner.Name, link.CommentHold), (WholeLink, link.Hold) })
        {
            if (why is { } reason)
            {
                json[name] = reason.ToString();
            }
        }

        return json.ToJsonString();
    }

    /// <summary>Why the comments or the whole link are held, or null.</summary>
    public static HoldReason? ToHold(string json, string name) =>
        Enum.TryParse<HoldReason>(JsonNode.Parse(json)![name]?.GetValue<string>(), out var reason) ? reason : null;

    /// <summary>The names of what is held.</summary>
    public static IEnumerable<string> ToHeldNames(string json) =>
        JsonNode.Parse(json)!.AsObject().Select(pair => pair.Key).Where(KnownHolds.Contains);

    public static ImmutableDictionary<Field, HoldReason> ToHeld(string json) => JsonNode.Parse(json)!.AsObject()
        .Where(pair => AllFields.Named(pair.Key) is not null && Enum.TryParse<HoldReason>(pair.Value!.GetValue<string>(), out _))
        .ToImmutableDictionary(pair => AllFields.Named(pair.Key)!, pair => Enum.Parse<HoldReason>(pair.Value!.GetValue<string>()));

    public static string OfUnwritable(ImmutableArray<UnwritableValue> values) => new JsonArray([.. values.Select(value => new JsonObject
    {
        ["write"] = Of(value.Write),
        ["reason"] = value.Reason.ToString(),
    })]).ToJsonString();

    public static ImmutableArray<UnwritableValue> ToUnwritable(string json) =>
    [
        .. from node in JsonNode.Parse(json)!.AsArray()
           let write = ToWrite(node!["write"]!)
           let reason = node!["reason"]!.GetValue<string>()
           where write is not null && Enum.TryParse<HoldReason>(reason, out _)
           select new UnwritableValue(write!, Enum.Parse<HoldReason>(reason)),
    ];

    // An earlier version reads a number here, and no portal has a stamp of the year 1.
    public static string OfComments(ImmutableArray<Comment> comments) => new JsonArray([.. comments.Select(comment => new JsonObject
    {
        ["id"] = comment.Id.Value,
        ["author"] = comment.Author,
        ["at"] = comment.At?.Ticks ?? 0,
        ["text"] = comment.Text,
    })]).ToJsonString();

    public static ImmutableArray<Comment> ToComments(string json) =>
    [
        .. JsonNode.Parse(json)!.AsArray().Select(node => new Comment(
            new CommentId(node!["id"]!.GetValue<string>()),
            node["author"]!.GetValue<string>(),
            node["at"]!.GetValue<long>() is > 0 and var ticks ? new Stamp(ticks) : null,
            node["text"]!.GetValue<string>())),
    ];

    public static string OfMissing(MissingIncident? missing) => missing is null ? "" : new JsonObject
    {
        ["portal"] = missing.Portal.ToString(),
        ["confirmations"] = missing.Confirmations,
        ["due"] = missing.Due.Ticks,
    }.ToJsonString();

    public static MissingIncident? ToMissing(string json) => json.Length == 0 || JsonNode.Parse(json) is not { } node
        ? null
        : new MissingIncident(
            Enum.Parse<Portal>(node["portal"]!.GetValue<string>()),
            node["confirmations"]!.GetValue<int>(),
            new Stamp(node["due"]!.GetValue<long>()));

    public static string OfOlder(OlderReads? older) => older is null ? "" : new JsonObject
    {
        ["portal"] = older.Portal.ToString(),
        ["stamp"] = older.Stamp.Ticks,
        ["since"] = older.Since.Ticks,
        ["reads"] = older.Reads,
    }.ToJsonString();

    public static OlderReads? ToOlder(string json) => json.Length == 0 || JsonNode.Parse(json) is not { } node ? null : new OlderReads(
        Enum.Parse<Portal>(node["portal"]!.GetValue<string>()),
        new Stamp(node["stamp"]!.GetValue<long>()),
        new Stamp(node["since"]!.GetValue<long>()),
        node["reads"]!.GetValue<int>());

    public static string OfRecent(ImmutableArray<RecentWrite> writes) =>
        new JsonArray([.. writes.Select(write => new JsonObject { ["write"] = Of(write.Write), ["at"] = write.At.Ticks })]).ToJsonString();

    public static ImmutableArray<RecentWrite> ToRecent(string json) =>
    [
        .. from node in JsonNode.Parse(json)!.AsArray()
           let write = ToWrite(node!["write"]!)
           where write is not null
           select new RecentWrite(write, new Stamp(node["at"]!.GetValue<long>())),
    ];

    /// <summary>Where a merge ended: empty when it was not followed yet, an asterisk when there is no end.</summary>
    public static string OfMergeTarget(MergeTarget? target) => target is null ? "" : target.End?.Value ?? NoEnd;

    public static MergeTarget? ToMergeTarget(string text) =>
        text.Length == 0 ? null : new MergeTarget(text == NoEnd ? null : new IncidentId(text));

    public static string OfReading(Field field, Reading reading) => field.ToJson(reading)?.ToJsonString() ?? "null";

    public static Reading ToReading(Field field, string json) => field.FromJson(JsonNode.Parse(json));

    public static JsonNode Of(FieldWrite write)
    {
        var json = new JsonObject
        {
            ["portal"] = write.Portal.ToString(),
            ["field"] = write.Field.Name,
            ["value"] = write.Field.ToJson(write.Value),
        };
        if (write.Over is { } over)
        {
            json["over"] = write.Field.ToJson(over);
        }

        if (write.Of is { } of)
        {
            json["of"] = write.Field.ToJson(of);
        }

        return json;
    }

    public static FieldWrite? ToWrite(JsonNode node) => AllFields.Named(node["field"]!.GetValue<string>()) is { } field
        ? new FieldWrite(Enum.Parse<Portal>(node["portal"]!.GetValue<string>()), field, field.FromJson(node["value"]))
        {
            Over = node.AsObject().TryGetPropertyValue("over", out var over) ? field.FromJson(over) : null,
            Of = node.AsObject().TryGetPropertyValue("of", out var of) ? field.FromJson(of) : null,
        }
        : null;
}
