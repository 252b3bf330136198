using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentSync.Simulator.Api;

/// <summary>Reads the members of a PATCH body one by one into a change, or says what is wrong with the first bad one.</summary>
internal static class PropertyPatch
{
    public delegate (Func<T, T>? Change, string? Problem) Reader<T>(JsonElement value);

    public static (Func<T, T>? Change, string? Problem) Read<T>(JsonElement body, IReadOnlyDictionary<string, Reader<T>> readers)
    {
        var changes = new List<Func<T, T>>();
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name.Contains('@', StringComparison.Ordinal))
            {
                continue;
            }

            if (!readers.TryGetValue(member.Name, out var reader))
            {
                return (null, $"The property '{member.Name}' does not exist on type 'microsoft.graph.security' or cannot be updated.");
            }

            var (change, problem) = reader(member.Value);
            if (change is null)
            {
                return (null, $"Invalid value specified for property '{member.Name}': {problem}");
            }

            changes.Add(change);
        }

        return (item => changes.Aggregate(item, (changed, change) => change(changed)), null);
    }

    public static Reader<T> Text<T>(Func<T, string?, T> set) => value => value.ValueKind switch
    {
        JsonValueKind.String => (item => set(item, value.GetString()), null),
        JsonValueKind.Null => (item => set(item, null), null),
        _ => (null, "a string was expected."),
    };

    public static Reader<T> Member<T>(ImmutableArray<string> members, Func<T, string, T> set) => value =>
        value.ValueKind == JsonValueKind.String
        && members.FirstOrDefault(member => string.Equals(member, value.GetString(), StringComparison.OrdinalIgnoreCase)) is { } known
            ? (item => set(item, known), null)
            : (null, $"'{value}' is not one of {string.Join(", ", members)}.");

    public static Reader<T> Texts<T>(Func<T, ImmutableList<string>, T> set) => value =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String)
            ? (item => set(item, [.. value.EnumerateArray().Select(element => element.GetString()!)]), null)
            : (null, "an array of strings was expected.");
}
