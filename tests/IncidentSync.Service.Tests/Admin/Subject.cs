using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>What an endpoint is asked about: names and ids that stand for one connection's things.</summary>
internal sealed partial record Subject(string Connection, Guid Link, string Conflict, long Replay, string Client)
{
    private const string EveryEndpoint = "every endpoint is tried with every token, within the scope and out of it.";

    /// <summary>Of "quiet".</summary>
    public static readonly Subject Quiet = new("quiet", Seed.HeldLink, $"{Seed.HeldLink}:owner", AdminService.SeededReplay, Seed.Client);

    /// <summary>Of nobody.</summary>
    public static readonly Subject Unknown = new(
        "nobody", new Guid("00000000-0000-4000-8000-000000000001"), "00000000-0000-4000-8000-000000000001:owner", 999_999_999_999,
        "nobody");

    // By the segment that stands before a parameter.
    private Dictionary<string, string> Values => new()
    {
        ["connections"] = Connection, ["links"] = $"{Link}", ["conflicts"] = Conflict, ["replays"] = $"{Replay}", ["v1"] = "nothing",
        ["stream"] = Connection, ["clients"] = Client, ["files"] = $"siem-{Client}.txt",
    };

    private Dictionary<string, string> Bodies => new()
    {
        ["pause-connection"] = AdminClient.Reason("a test"),
        ["resume-connection"] = AdminClient.Reason("a test"),
        ["release-connection"] = AdminClient.Reason("a test"),
        ["resolve-conflict"] = AdminClient.Decision("defender", "a test"),
        ["make-siem-client"] = new JsonObject
        {
            ["name"] = $"made-{Guid.NewGuid()}", ["connections"] = new JsonArray(Connection), ["reason"] = "a test",
        }.ToJsonString(),
        ["renew-siem-secret"] = AdminClient.Reason("a test"),
        ["make-siem-tokens"] = AdminClient.Reason("a test"),
        ["start-replay"] = AdminClient.Replay(Connection, Link),
        ["rewind-stream"] = """{"reason":"a test","since":"2026-11-29T00:00:00Z"}""",
    };

    /// <summary>The path with its values; a value that nobody has given fails in words.</summary>
    public string PathOf(MappedEndpoint endpoint)
    {
        var path = Parameter().Replace(endpoint.Template, found =>
        {
            var segment = found.Groups[1].Value;
            Values.ShouldContainKey(segment, $"Tell Subject what stands for '{found.Value}' in {endpoint.Name}: {EveryEndpoint}");
            return $"{segment}/{Uri.EscapeDataString(Values[segment])}";
        });
        return endpoint.Takes("reason") ? $"{path}?reason=a%20test" : path;
    }

    /// <summary>The body, where one is taken; one that nobody has given fails in words.</summary>
    public string? BodyOf(MappedEndpoint endpoint)
    {
        if (endpoint.Method is "GET" or "DELETE")
        {
            return null;
        }

        Bodies.ShouldContainKey(endpoint.Action, $"Tell Subject the body of {endpoint.Name}: {EveryEndpoint}");
        return Bodies[endpoint.Action];
    }

    [GeneratedRegex(@"(\w+)/\{[^}]+\}")]
    private static partial Regex Parameter();
}
