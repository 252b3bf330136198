using System.Text.Json.Nodes;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Checking;

namespace IncidentSync.Simulation.Worlds;

/// <summary>
/// The analysts of a world. Each of their values is used once, so that what became of every edit can be told; a status or a severity has
/// too few values for that and is told by its place.
/// </summary>
internal sealed class People(World world)
{
    private static readonly string[] Severities = ["informational", "low", "medium", "high"];
    private readonly Random _random = world.Scheduler.Random;
    private int _lastToken;

    private delegate void Edit(JsonObject document, string token);

    /// <summary>Somebody does something to an incident, in the portal they happen to have open.</summary>
    public void Act(IncidentId id)
    {
        var twin = SmallWorld.TwinOf(id);
        var (hasTwin, redirected) = (world.Sentinel.Find(twin) is not null, world.Defender.Find(id)!.RedirectedTo is not null);
        if (!hasTwin && redirected)
        {
            return;
        }

        var inDefender = !redirected && (!hasTwin || _random.Next(2) == 0);
        var times = _random.Next(6) == 0 ? 2 : 1;
        for (var time = 0; time < times; time++)
        {
            ActIn(inDefender, inDefender ? id : twin);
        }
    }

    /// <summary>Somebody sets one field in Defender, in the words of <see cref="PortalWords"/>.</summary>
    public void InDefender(IncidentId id, string field) => Change(world.Defender, id, DefenderEdit(field));

    /// <inheritdoc cref="InDefender"/>
    public void InSentinel(IncidentId twin, string field) => Change(world.Sentinel, twin, SentinelEdit(field));

    /// <summary>Somebody comments.</summary>
    public void Comment(Portal portal, IncidentId id)
    {
        if (portal == Portal.Sentinel && world.Sentinel.Comments(id).Count >= InMemoryPortalSentinel.MostComments)
        {
            return;
        }

        var token = $"c{++_lastToken}";
        world.History.Comments[token] = (portal, id);
        world.Scheduler.Trace.Add($"{world.Scheduler.Now:O} {portal} {id} comment {token} by Person");
        InMemoryPortal where = portal == Portal.Defender ? world.Defender : world.Sentinel;
        where.AddComment(id, "alice@contoso.com", $"{token}-0000", $"looked into it & found <nothing>, {token}.");
    }

    private void ActIn(bool inDefender, IncidentId id)
    {
        var field = _random.Next(24) switch
        {
            < 3 => PortalWords.Title,
            < 6 => PortalWords.Description,
            < 9 => PortalWords.Owner,
            < 11 => PortalWords.Severity,
            < 14 => PortalWords.Status,
            < 16 => PortalWords.Verdict,
            < 18 => "tag",
            < 20 => "untag",
            < 23 => "comment",
            _ => "touch",
        };
        if (field == "comment")
        {
            Comment(inDefender ? Portal.Defender : Portal.Sentinel, id);
        }
        else if (inDefender)
        {
            InDefender(id, field);
        }
        else
        {
            InSentinel(id, field);
        }
    }

    private void Change(InMemoryPortal portal, IncidentId id, Edit edit)
    {
        world.Editor = Author.Person;
        portal.Edit(id, document => edit(document, $"e{++_lastToken}"));
    }

    private Edit DefenderEdit(string field) => field switch
    {
        PortalWords.Title => (document, token) => document["displayName"] = Words(token),
        PortalWords.Description => (document, token) => document["description"] = Words(token),
        PortalWords.Owner => (document, token) => document["assignedTo"] = _random.Next(6) switch
        {
            0 => null,
            1 => $"Tier two {token}",
            _ => $"Bob.{token}@contoso.com",
        },
        PortalWords.Severity => (document, _) => document["severity"] = Severities[_random.Next(4)],
        PortalWords.Status => (document, token) => SetDefenderStatus(document, _random.Next(3), token),
        PortalWords.Verdict => SetDefenderVerdict,
        "tag" => (document, token) => document["customTags"] = With(document["customTags"], tags => tags.Add($"Vip {token}")),
        "untag" => (document, _) => document["customTags"] = With(document["customTags"], RemoveAny),
        "close" => (document, token) => SetDefenderStatus(document, 2, token),
        "reopen" => (document, token) => SetDefenderStatus(document, 1, token),
        _ => (_, _) => { },
    };

    private Edit SentinelEdit(string field) => field switch
    {
        PortalWords.Title => (document, token) => document["properties"]!["title"] = Words(token),
        PortalWords.Description => (document, token) => document["properties"]!["description"] = Words(token),
        PortalWords.Owner => (document, token) => document["properties"]!["owner"] = _random.Next(6) == 0
            ? new JsonObject()
            : new JsonObject { ["userPrincipalName"] = $"Eve.{token}@contoso.com",
                ["objectId"] = $"00000000-0000-4000-8000-{_lastToken:d12}" },
        PortalWords.Severity => (document, _) => document["properties"]!["severity"] = $"{(Severity)_random.Next(4)}",
        PortalWords.Status => (document, token) => SetSentinelStatus(document["properties"]!, _random.Next(3), token),
        PortalWords.Verdict or "close" => (document, token) => SetSentinelStatus(document["properties"]!, 2, token),
        "reopen" => (document, token) => SetSentinelStatus(document["properties"]!, 1, token),
        "tag" => (document, token) => document["properties"]!["labels"]!.AsArray().Add(new JsonObject { ["labelName"] = $"Vip {token}" }),
        "untag" => (document, _) => RemoveAny(document["properties"]!["labels"]!.AsArray()),
        _ => (_, _) => { },
    };

    private string Words(string token) => _random.Next(4) switch
    {
        0 => $"  {token} re\u0301sume\u0301 ",
        1 => $"{token} first\nsecond\r\n",
        _ => $"Phish {token}",
    };

    private void SetDefenderStatus(JsonObject document, int status, string token)
    {
        document["status"] = new[] { "active", "inProgress", "resolved" }[status];
        if (status == 2 && _random.Next(3) > 0)
        {
            SetDefenderVerdict(document, token);
        }
    }

    private void SetDefenderVerdict(JsonObject document, string token)
    {
        (document["classification"], document["determination"]) = _random.Next(3) switch
        {
            0 => ("truePositive", "phishing"),
            1 => ("falsePositive", "notMalicious"),
            _ => ("informationalExpectedActivity", "lineOfBusinessApplication"),
        };
        document["resolvingComment"] = $"closed with {token} ";
    }

    private void SetSentinelStatus(JsonNode properties, int status, string token)
    {
        properties["status"] = new[] { "New", "Active", "Closed" }[status];
        foreach (var member in new[] { "classification", "classificationReason", "classificationComment" })
        {
            properties.AsObject().Remove(member);
        }

        if (status < 2)
        {
            return;
        }

        (properties["classification"], properties["classificationReason"]) = _random.Next(4) switch
        {
            0 => ("TruePositive", "SuspiciousActivity"),
            1 => ("FalsePositive", "IncorrectAlertLogic"),
            2 => ("BenignPositive", "SuspiciousButExpected"),
            _ => ("Undetermined", ""),
        };
        if (properties["classificationReason"]!.GetValue<string>().Length == 0)
        {
            properties.AsObject().Remove("classificationReason");
        }
        else
        {
            properties["classificationComment"] = $"closed with {token}";
        }
    }

    private static JsonArray With(JsonNode? tags, Action<JsonArray> change)
    {
        var array = tags?.DeepClone().AsArray() ?? [];
        change(array);
        return array;
    }

    private void RemoveAny(JsonArray tags)
    {
        var peoples = tags.Where(tag => $"{tag}".Contains("vip", StringComparison.OrdinalIgnoreCase)).ToList();
        if (peoples.Count > 0)
        {
            tags.Remove(peoples[_random.Next(peoples.Count)]);
        }
    }
}
