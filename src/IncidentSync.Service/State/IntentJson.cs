using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.State;

/// <summary>The JSON form of an intent, and of what a portal has shown of it.</summary>
internal static class IntentJson
{
    public static (string Kind, string Content) Of(Intent intent) => intent switch
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
            ["write"] = StateJson.Of(memory.Write),
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
        _ => throw new ArgumentException($"{intent.GetType().Name} is not a known intent."),
    };

    /// <summary>The intent, or null when a newer version wrote its kind: it is left alone.</summary>
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
            "unanswered" => StateJson.ToWrite(json["write"]!) is { } write
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

    /// <summary>The same write with what a portal has shown of it.</summary>
    public static Intent WithShown(Intent intent, string json) => (intent, JsonNode.Parse(json)!.AsObject()) switch
    {
        (Intent.Change change, var shown) => change with
        {
            Shown = shown.Where(pair => AllFields.Named(pair.Key) is not null)
                .ToImmutableDictionary(pair => AllFields.Named(pair.Key)!, pair => AllFields.Named(pair.Key)!.FromJson(pair.Value)),
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

        if (memory.BackAs is { } back)
        {
            json["back"] = memory.Write.Field.ToJson(back);
        }

        return json;
    }

    private static Intent.Unanswered Seen(Intent.Unanswered memory, JsonObject sight) => memory with
    {
        SeenAs = sight.TryGetPropertyValue("seen", out var seen) ? memory.Write.Field.FromJson(seen) : null,
        Stood = sight.TryGetPropertyValue("stood", out var stood) ? memory.Write.Field.FromJson(stood) : null,
        BackAs = sight.TryGetPropertyValue("back", out var back) ? memory.Write.Field.FromJson(back) : null,
    };

    private static string Content(ImmutableArray<FieldWrite> fields, ImmutableArray<string> labels, JsonObject more)
    {
        more["fields"] = new JsonArray([.. fields.Select(StateJson.Of)]);
        more["labels"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]);
        return more.ToJsonString();
    }

    private static ImmutableArray<FieldWrite> ToWrites(JsonObject json) =>
        [.. json["fields"]!.AsArray().Select(node => StateJson.ToWrite(node!)).Where(write => write is not null).Select(write => write!)];

    private static ImmutableArray<string> ToLabels(JsonObject json) =>
        [.. json["labels"]!.AsArray().Select(label => label!.GetValue<string>())];
}
