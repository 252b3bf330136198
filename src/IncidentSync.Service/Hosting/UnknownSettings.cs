using System.Collections;
using System.Reflection;

namespace IncidentSync.Service.Hosting;

/// <summary>Finds settings that no option has: a misspelt name must not silently leave a default in place.</summary>
internal static class UnknownSettings
{
    /// <summary>One error per setting below <paramref name="section"/> that <paramref name="type"/> does not know.</summary>
    public static IEnumerable<string> Find(IConfigurationSection section, Type type)
    {
        if (ElementOf(type) is { } element)
        {
            return IsLeaf(element) ? [] : section.GetChildren().SelectMany(item => Find(item, element));
        }

        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        return section.GetChildren().SelectMany(child => known.TryGetValue(child.Key, out var property)
            ? IsLeaf(property.PropertyType) ? [] : Find(child, property.PropertyType)
            : [$"{child.Path} is no setting; known here: {string.Join(", ", known.Values.Select(p => p.Name))}."]);
    }

    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan);

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;
}
