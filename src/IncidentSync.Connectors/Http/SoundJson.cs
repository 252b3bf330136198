using System.Text.Json;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// Accepts only JSON that every reader reads alike and that can be sent back unchanged. A document that names a member twice is ambiguous,
/// and a very deep one is not an incident: it is skipped, and the rows beside it are still read.
/// </summary>
internal static class SoundJson
{
    /// <summary>The most levels of objects and lists; no incident, alert or comment has a third of that.</summary>
    public const int MaxDepth = 32;

    /// <summary>Why such a document is not read.</summary>
    public const string Problem = "it names a member twice, or is more than 32 levels deep";

    /// <summary>Whether no object in it names a member twice, and it is not too deep.</summary>
    public static bool IsSound(this JsonElement json) => IsSound(json, MaxDepth);

    /// <summary>Whether the object itself names a member twice; nested objects are not checked.</summary>
    public static bool RepeatsMember(this JsonElement json) => json.ValueKind == JsonValueKind.Object && !HasEachOnce(json);

    private static bool IsSound(JsonElement json, int levels) => json.ValueKind switch
    {
        JsonValueKind.Object => levels > 0 && HasEachOnce(json) && json.EnumerateObject().All(member => IsSound(member.Value, levels - 1)),
        JsonValueKind.Array => levels > 0 && json.EnumerateArray().All(item => IsSound(item, levels - 1)),
        _ => true,
    };

    private static bool HasEachOnce(JsonElement json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return json.EnumerateObject().All(member => names.Add(member.Name));
    }
}
