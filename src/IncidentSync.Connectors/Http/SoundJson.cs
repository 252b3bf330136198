using System.Text.Json;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// What can be read in one way only, and sent back as it was read. A document that names a member twice means something else to every
/// reader, and a very deep one is no incident: it is left alone, and what stands beside it is not lost for it.
/// </summary>
internal static class SoundJson
{
    /// <summary>Levels of objects and lists; no incident, alert or comment has a third of it.</summary>
    public const int MaxDepth = 32;

    /// <summary>Why a document of this kind is not read, in the words that are told of it.</summary>
    public const string Problem = "it names a member twice, or is more than 32 levels deep";

    /// <summary>No object within names a member twice, and it is not too deep.</summary>
    public static bool IsSound(this JsonElement json) => IsSound(json, MaxDepth);

    /// <summary>The object itself names a member twice; what is within is not looked at.</summary>
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
