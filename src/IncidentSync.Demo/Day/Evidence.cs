using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>What an alert points at: about two pieces each, as measured, and the same process more than once.</summary>
internal static class Evidence
{
    private const string Namespace = "#microsoft.graph.security.";

    public static ImmutableList<JsonObject> Draw(Random random, string scope, DateTimeOffset at)
    {
        var number = random.Weighted((1, 0.4), (2, 0.3), (3, 0.15), (6, 0.1), (12, 0.05));
        var pieces = Enumerable.Range(0, number).Select(_ => Draw(random, scope)).ToList();
        if (random.Happens(0.1))
        {
            pieces.Add((JsonObject)pieces[^1].DeepClone());
        }

        foreach (var piece in pieces)
        {
            Complete(random, piece, at);
        }

        return [.. pieces];
    }

    private static JsonObject Draw(Random random, string scope)
    {
        var kinds = scope switch
        {
            "endpoint" => random.Weighted((Device, 0.35), (File, 0.3), (Process, 0.25), (Ip, 0.1)),
            "app" => random.Weighted((OAuthApplication, 0.6), (User, 0.25), (Ip, 0.15)),
            _ => random.Weighted((User, 0.45), (Mailbox, 0.2), (Url, 0.2), (Ip, 0.15)),
        };
        return kinds(random);
    }

    private static JsonObject Device(Random random)
    {
        var name = $"ws-{random.Next(1, 400):000}";
        return Of("deviceEvidence", ("deviceDnsName", $"{name}.contoso.com"), ("hostName", name),
            ("osPlatform", random.Happens(0.8) ? "Windows11" : "Linux"),
            ("azureAdDeviceId", random.NextGuid().ToString()), ("healthStatus", "active"));
    }

    private static JsonObject File(Random random) => Put(Of("fileEvidence", ("detectionStatus", "prevented")), "fileDetails", new JsonObject
    {
        ["fileName"] = $"invoice-{random.Next(100, 999)}.{random.Pick(["exe", "js", "docm", "iso"])}",
        ["filePath"] = @"C:\Users\Public\Downloads",
        ["sha256"] = Convert.ToHexStringLower([.. random.NextGuid().ToByteArray(), .. random.NextGuid().ToByteArray()]),
    });

    private static JsonObject Process(Random random) =>
        Put(Of("processEvidence", ("processCommandLine", "powershell.exe -nop -w hidden -enc SQBFAFgA"),
        ("detectionStatus", "detected")), "processId", random.Next(400, 65_000));

    private static JsonObject User(Random random)
    {
        var name = $"user{random.Next(1, 900):000}";
        return Put(Of("userEvidence"), "userAccount", new JsonObject
        {
            ["accountName"] = name,
            ["userPrincipalName"] = $"{name}@contoso.com",
            ["azureAdUserId"] = random.NextGuid().ToString(),
            ["domainName"] = "contoso",
        });
    }

    private static JsonObject Ip(Random random) =>
        Of("ipEvidence", ("ipAddress", $"{random.Pick(["192.0.2", "198.51.100", "203.0.113"])}.{random.Next(1, 255)}"),
        ("countryLetterCode", random.Pick(["DE", "SE", "BR", "JP"])));

    private static JsonObject Url(Random random) =>
        Of("urlEvidence", ("url", $"https://portal-{random.Next(100)}.fabrikam.com/login?next=%2F"));

    private static JsonObject Mailbox(Random random)
    {
        var address = $"user{random.Next(1, 900):000}@contoso.com";
        return Of("mailboxEvidence", ("primaryAddress", address), ("upn", address));
    }

    private static JsonObject OAuthApplication(Random random) =>
        Of("oauthApplicationEvidence", ("displayName", $"Fabrikam Add-in {random.Next(1, 60)}"),
        ("appId", random.NextGuid().ToString()), ("publisher", "Fabrikam"));

    private static void Complete(Random random, JsonObject piece, DateTimeOffset at)
    {
        piece["createdDateTime"] = Stamp.Format(at);
        piece["verdict"] = random.Weighted(("suspicious", 0.6), ("malicious", 0.25), ("unknown", 0.1), ("noThreatsFound", 0.05));
        piece["remediationStatus"] = random.Weighted(("none", 0.6), ("remediated", 0.2), ("prevented", 0.2));
        piece["roles"] = new JsonArray();
        piece["detailedRoles"] = new JsonArray();
        piece["tags"] = new JsonArray();
    }

    private static JsonObject Of(string type, params ReadOnlySpan<(string Name, string Value)> members)
    {
        var piece = new JsonObject { ["@odata.type"] = Namespace + type };
        foreach (var (name, value) in members)
        {
            piece[name] = value;
        }

        return piece;
    }

    private static JsonObject Put(JsonObject piece, string name, JsonNode value)
    {
        piece[name] = value;
        return piece;
    }
}
