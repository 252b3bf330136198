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
    /// <summary>The name under which a whole link is held, beside those of its fields.</summary>
    public const string WholeLink = "incident";

    private const string NoEnd = "*";

    /// <summary>What is held under any other name or for any other reason was held by a newer version, and is not ours to free.</summary>
    public static readonly string[] KnownHolds = [.. Fields.All.Select(field => field.Name), CommentPlanner.Name, WholeLink];

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
        .Where(pair => Fields.Named(pair.Key) is not null && Enum.TryParse<HoldReason>(pair.Value!.GetValue<string>(), out _))
        .ToImmutableDictionary(pair => Fields.Named(pair.Key)!, pair => Enum.Parse<HoldReason>(pair.Value!.GetValue<string>()));

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

    public static (string Kind, string Content) OfIntent(Intent intent) => intent switch
    {
        Intent.Create create => ("create", Content(create.Fields, create.Labels, new JsonObject
        {
            ["at"] = create.At.Ticks,
            ["looked"] = create.Looked,
        })),
        Intent.Change change => ("change", Content(change.Fields, change.Labels, new JsonObject
        {
            ["answered"] = change.AnsweredAs?.Ticks,
            ["looked"] = change.Looked,
            ["version"] = change.Version,
            ["over"] = change.Over.Ticks,
        })),
        Intent.Unanswered memory => ("unanswered", new JsonObject
        {
            ["write"] = Of(memory.Write),
            ["over"] = memory.Over.Ticks,
            ["settled"] = memory.IsSettled,
            ["past"] = memory.IsPast,
        }.ToJsonString()),
        Intent.Comment comment => ("comment", new JsonObject
        {
            ["name"] = comment.Name,
            ["text"] = comment.Text,
            ["sources"] = new JsonArray([.. comment.Sources.Select(source => (JsonNode)source.Value)]),
            ["incident"] = comment.Incident?.Value,
            ["looked"] = comment.Looked,
            ["version"] = comment.Version,
        }.ToJsonString()),
        _ => throw new ArgumentException($"There is no intent {intent.GetType().Name}."),
    };

    /// <summary>The intent, or null when its kind is of a newer version: it is left alone.</summary>
    public static Intent? ToIntent(string kind, Portal portal, bool sent, string content)
    {
        var json = JsonNode.Parse(content)!.AsObject();
        return kind switch
        {
            "create" => new Intent.Create(ToWrites(json), ToLabels(json), sent)
            {
                At = new Stamp(json["at"]?.GetValue<long>() ?? long.MaxValue),
                Looked = Flag("looked"),
            },
            "change" => new Intent.Change(portal, ToWrites(json), ToLabels(json), sent)
            {
                AnsweredAs = json["answered"]?.GetValue<long>() is { } ticks ? new Stamp(ticks) : null,
                Looked = Flag("looked"),
                Version = Text("version"),
                Over = new Stamp(json["over"]?.GetValue<long>() ?? 0),
            },
            "unanswered" => ToWrite(json["write"]!) is { } write
                ? new Intent.Unanswered(write)
                {
                    Over = new Stamp(json["over"]!.GetValue<long>()), IsSettled = Flag("settled"), IsPast = Flag("past"),
                }
                : null,
            "comment" => new Intent.Comment(
                portal,
                json["name"]!.GetValue<string>(),
                json["text"]!.GetValue<string>(),
                [.. json["sources"]!.AsArray().Select(source => new CommentId(source!.GetValue<string>()))],
                sent)
            {
                Incident = json["incident"]?.GetValue<string>() is { } incident ? new IncidentId(incident) : null,
                Looked = Flag("looked"),
                Version = Text("version"),
            },
            _ => null,
        };

        bool Flag(string name) => json[name]?.GetValue<bool>() ?? false;

        string Text(string name) => json[name]?.GetValue<string>() ?? "";
    }

    /// <summary>What a portal has shown of a write since it was announced.</summary>
    public static string OfShown(Intent intent) => (intent switch
    {
        Intent.Change change => new JsonObject(change.Shown.OrderBy(pair => pair.Key.Name)
            .Select(pair => KeyValuePair.Create(pair.Key.Name, pair.Key.ToJson(pair.Value)))),
        Intent.Unanswered memory => Sight(memory),
        _ => [],
    }).ToJsonString();

    /// <summary>The same write with it.</summary>
    public static Intent WithShown(Intent intent, string json) => (intent, JsonNode.Parse(json)!.AsObject()) switch
    {
        (Intent.Change change, var shown) => change with
        {
            Shown = shown.Where(pair => Fields.Named(pair.Key) is not null)
                .ToImmutableDictionary(pair => Fields.Named(pair.Key)!, pair => Fields.Named(pair.Key)!.FromJson(pair.Value)),
        },
        (Intent.Unanswered memory, var sight) => Seen(memory, sight),
        _ => intent,
    };

    private static JsonObject Sight(Intent.Unanswered memory)
    {
        var json = new JsonObject();
        if (memory.SeenAs is { } seen)
        {
            json["seen"] = memory.Write.Field.ToJson(seen);
        }

        if (memory.Stood is { } stood)
        {
            json["stood"] = memory.Write.Field.ToJson(stood);
        }

        return json;
    }

    private static Intent.Unanswered Seen(Intent.Unanswered memory, JsonObject sight) => memory with
    {
        SeenAs = sight.TryGetPropertyValue("seen", out var seen) ? memory.Write.Field.FromJson(seen) : null,
        Stood = sight.TryGetPropertyValue("stood", out var stood) ? memory.Write.Field.FromJson(stood) : null,
    };


    // An earlier version reads a number there, and no portal is as old as the year 1.
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

    /// <summary>Where a merge went: empty when nobody has looked, an asterisk when there is no end.</summary>
    public static string OfMergeTarget(MergeTarget? target) => target is null ? "" : target.End?.Value ?? NoEnd;

    public static MergeTarget? ToMergeTarget(string text) =>
        text.Length == 0 ? null : new MergeTarget(text == NoEnd ? null : new IncidentId(text));

    public static string OfReading(Field field, Reading reading) => field.ToJson(reading)?.ToJsonString() ?? "null";

    public static Reading ToReading(Field field, string json) => field.FromJson(JsonNode.Parse(json));

    private static string Content(ImmutableArray<FieldWrite> fields, ImmutableArray<string> labels, JsonObject more)
    {
        more["fields"] = new JsonArray([.. fields.Select(Of)]);
        more["labels"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]);
        return more.ToJsonString();
    }

    private static ImmutableArray<FieldWrite> ToWrites(JsonObject json) =>
        [.. json["fields"]!.AsArray().Select(node => ToWrite(node!)).Where(write => write is not null).Select(write => write!)];

    private static ImmutableArray<string> ToLabels(JsonObject json) =>
        [.. json["labels"]!.AsArray().Select(label => label!.GetValue<string>())];

    private static JsonNode Of(FieldWrite write)
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

    private static FieldWrite? ToWrite(JsonNode node) => Fields.Named(node["field"]!.GetValue<string>()) is { } field
        ? new FieldWrite(Enum.Parse<Portal>(node["portal"]!.GetValue<string>()), field, field.FromJson(node["value"]))
        {
            Over = node.AsObject().TryGetPropertyValue("over", out var over) ? field.FromJson(over) : null,
            Of = node.AsObject().TryGetPropertyValue("of", out var of) ? field.FromJson(of) : null,
        }
        : null;
}
