using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// What a portal's JSON says of each field, in words that are the same for both portals and owe nothing to the engine's reading. Values
/// that people write carry a token (<c>e17</c>), and the token is the value: what a portal does to case, space and form does not matter.
/// </summary>
internal static partial class PortalWords
{
    public const string Status = "status";
    public const string Verdict = "verdict";
    public const string Owner = "owner";
    public const string Severity = "severity";
    public const string Title = "title";
    public const string Description = "description";
    public const string TagPrefix = "tag ";

    /// <summary>Nobody said what it turned out to be.</summary>
    public const string None = "none";

    /// <summary>Sentinel shows no verdict of what is open.</summary>
    public const string Unseen = "unseen";

    /// <summary>The registers, in a fixed order.</summary>
    public static readonly string[] Registers = [Status, Verdict, Owner, Severity, Title, Description];

    public static Dictionary<string, string> Read(Portal portal, string raw)
    {
        using var document = JsonDocument.Parse(raw);
        return portal == Portal.Defender ? Defender(document.RootElement) : Sentinel(document.RootElement.GetProperty("properties"));
    }

    /// <summary>The engine's name of the field.</summary>
    public static string FieldOf(string word) => word.StartsWith(TagPrefix, StringComparison.Ordinal) ? "tags" : word;

    /// <summary>The token of a text, or the text.</summary>
    public static string Token(string text) =>
        TokenPattern().Match(text) is { Success: true } match ? match.Value.ToLowerInvariant() : text.Trim();

    private static Dictionary<string, string> Defender(JsonElement json) => With(Tags(json, "customTags", tag => tag.GetString()!), new()
    {
        [Status] = Text(json, "status") switch
        {
            "active" => "new", "inProgress" => "active", "awaitingAction" => "waiting", "resolved" => "closed", var other => other,
        },
        [Verdict] = VerdictOf(Text(json, "classification") switch
        {
            "unknown" => None, "informationalExpectedActivity" => "benignPositive", var other => other,
        }, Text(json, "resolvingComment")),
        [Owner] = Token(Text(json, "assignedTo")),
        [Severity] = Text(json, "severity"),
        [Title] = Token(Text(json, "displayName")),
        [Description] = Token(Text(json, "description")),
    });

    private static Dictionary<string, string> Sentinel(JsonElement json)
    {
        var status = Text(json, "status").ToLowerInvariant();
        var owner = json.TryGetProperty("owner", out var found) ? found : default;
        return With(Tags(json, "labels", label => Text(label, "labelName")), new()
        {
            [Status] = status,
            [Verdict] = status != "closed"
                ? Unseen
                : VerdictOf(Text(json, "classification") is "Undetermined"
                    ? None
                    : Text(json, "classification"), Text(json, "classificationComment")),
            [Owner] = Token(owner.ValueKind == JsonValueKind.Object ? Text(owner, "userPrincipalName") + Text(owner, "assignedTo") : ""),
            [Severity] = Text(json, "severity").ToLowerInvariant(),
            [Title] = Token(Text(json, "title")),
            [Description] = Token(Text(json, "description")),
        });
    }

    private static string VerdictOf(string classification, string comment) =>
        TokenPattern().IsMatch(comment) ? Token(comment) : classification.ToLowerInvariant();

    private static Dictionary<string, string> With(IEnumerable<string> tags, Dictionary<string, string> fields)
    {
        foreach (var tag in tags)
        {
            fields[TagPrefix + Token(tag)] = "on";
        }

        return fields;
    }

    private static IEnumerable<string> Tags(JsonElement json, string member, Func<JsonElement, string> name) =>
        json.TryGetProperty(member, out var tags) && tags.ValueKind == JsonValueKind.Array
            ? tags.EnumerateArray().Select(name).Where(tag => TokenPattern().IsMatch(tag))
            : [];

    private static string Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    [GeneratedRegex(@"\be[0-9]+\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TokenPattern();
}
