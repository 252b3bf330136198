using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>What an alert points at: about two pieces each, as measured, and the same process more than once; one alert in 500 points at
/// very much. What lies on a machine names the machine, which is the first piece and the primary one.</summary>
internal static class Evidence
{
    /// <summary>Of the alerts that point at very much.</summary>
    public const int Heap = 200;

    private const double HeapShare = 1.0 / 500;
    private const double LongCommandShare = 1.0 / 500;

    public static ImmutableList<JsonObject> Draw(Random random, Product product, DateTimeOffset at)
    {
        var pieces = new Pieces(random, at);
        var number = random.Happens(HeapShare)
            ? Heap
            : random.Weighted((1, 0.4), (2, 0.3), (3, 0.15), (6, 0.1), (12, 0.05));
        var drawn = Enumerable.Range(0, number)
            .Select(place => place == 0 ? First(pieces, product) : Next(random, pieces, product)).ToList();
        if (product.Scope == "endpoint" && random.Happens(LongCommandShare))
        {
            drawn.Add(pieces.LongCommand());
        }

        if (drawn.Count < Heap && random.Happens(0.1))
        {
            drawn.Add((JsonObject)drawn[^1].DeepClone());
        }

        foreach (var piece in drawn)
        {
            Complete(random, piece, at);
        }

        return [.. drawn];
    }

    private static JsonObject First(Pieces pieces, Product product) => product switch
    {
        { ServiceSource: "microsoftDefenderForCloud" } => pieces.AzureResource(),
        { Scope: "endpoint" } => pieces.Machine(),
        { Scope: "app" } => pieces.OAuthApplication(),
        { Scope: "mailbox" } => pieces.Message(),
        _ => pieces.User(),
    };

    private static JsonObject Next(Random random, Pieces pieces, Product product)
    {
        Func<JsonObject> kind = product.Scope switch
        {
            "endpoint" => random.Weighted<Func<JsonObject>>((pieces.File, 0.4), (pieces.Process, 0.3), (pieces.Ip, 0.1),
                (pieces.RegistryKey, 0.05), (pieces.RegistryValue, 0.05), (pieces.Logon, 0.03), (pieces.Url, 0.04), (pieces.User, 0.03)),
            "app" => random.Weighted<Func<JsonObject>>((pieces.OAuthApplication, 0.4), (pieces.CloudApplication, 0.2),
                (pieces.User, 0.25), (pieces.Ip, 0.15)),
            "mailbox" => random.Weighted<Func<JsonObject>>((pieces.Mailbox, 0.3), (pieces.Message, 0.2), (pieces.MailCluster, 0.1),
                (pieces.Url, 0.25), (pieces.File, 0.05), (pieces.Ip, 0.1)),
            _ => random.Weighted<Func<JsonObject>>((pieces.User, 0.4), (pieces.Mailbox, 0.1), (pieces.Url, 0.15), (pieces.Ip, 0.25),
                (pieces.SecurityGroup, 0.05), (pieces.Dns, 0.05)),
        };
        return kind();
    }

    private static void Complete(Random random, JsonObject piece, DateTimeOffset at)
    {
        piece["createdDateTime"] = Stamp.Format(at);
        piece["verdict"] = random.Weighted(("suspicious", 0.6), ("malicious", 0.25), ("unknown", 0.1), ("noThreatsFound", 0.05));
        piece["remediationStatus"] = random.Weighted(("none", 0.6), ("remediated", 0.2), ("prevented", 0.2));
        piece["remediationStatusDetails"] = null;
        foreach (var name in new[] { "roles", "detailedRoles", "tags" })
        {
            piece[name] ??= new JsonArray();
        }
    }
}
