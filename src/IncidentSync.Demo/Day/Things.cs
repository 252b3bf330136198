using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Demo.Day;

/// <summary>The machines, persons and files of an invented company, each with the ids that it always has.</summary>
internal static class Things
{
    public const int Machines = 400;
    public const int Persons = 900;

    private static readonly string[] Groups = ["Finance", "Plant floor", "Servers", "UnassignedGroup"];

    /// <summary>What alerts call a machine by: evidence on it names this.</summary>
    public static string MachineId(int machine) => Hashed.Short(MachineName(machine));

    public static string MachineName(int machine) => $"ws-{machine:000}";

    public static JsonObject Machine(int machine, DateTimeOffset at)
    {
        var name = MachineName(machine);
        return new JsonObject
        {
            ["firstSeenDateTime"] = Stamp.Format(at.AddDays(-machine)),
            ["mdeDeviceId"] = MachineId(machine),
            ["azureAdDeviceId"] = Hashed.Id(name).ToString(),
            ["deviceDnsName"] = $"{name}.contoso.com",
            ["hostName"] = name,
            ["ntDomain"] = "CONTOSO",
            ["dnsDomain"] = "contoso.com",
            ["osPlatform"] = machine % 5 == 0 ? "Linux" : "Windows11",
            ["osBuild"] = 22631,
            ["version"] = "23H2",
            ["healthStatus"] = "active",
            ["riskScore"] = machine % 3 == 0 ? "high" : "medium",
            ["rbacGroupId"] = 70 + machine % Groups.Length,
            ["rbacGroupName"] = Groups[machine % Groups.Length],
            ["onboardingStatus"] = "onboarded",
            ["defenderAvStatus"] = "updated",
            ["lastIpAddress"] = Address(machine),
            ["ipInterfaces"] = new JsonArray(Address(machine), "127.0.0.1", "::1"),
            ["loggedOnUsers"] = new JsonArray(new JsonObject { ["accountName"] = PersonName(1 + machine), ["domainName"] = "CONTOSO" }),
        };
    }

    public static JsonObject Person(int person) => new()
    {
        ["accountName"] = PersonName(person),
        ["domainName"] = "contoso",
        ["userSid"] = $"S-1-5-21-1004336348-1177238915-682003330-{1000 + person}",
        ["azureAdUserId"] = Hashed.Id(PersonName(person)).ToString(),
        ["userPrincipalName"] = $"{PersonName(person)}@contoso.com",
        ["displayName"] = $"User {person}",
    };

    public static JsonObject File(string name, string path) => new()
    {
        ["sha1"] = Hashed.Short(name),
        ["sha256"] = Hashed.Long(name),
        ["fileName"] = name,
        ["filePath"] = path,
        ["fileSize"] = 4096 + 512 * name.Length,
        ["filePublisher"] = null,
        ["signer"] = null,
        ["issuer"] = null,
    };

    public static string Address(int machine) => $"10.20.{machine / 250}.{1 + machine % 250}";

    private static string PersonName(int person) => $"user{person:000}";
}
