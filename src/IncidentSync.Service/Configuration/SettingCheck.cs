using System.Collections;
using System.ComponentModel;
using System.Reflection;

namespace IncidentSync.Service.Configuration;

/// <summary>A setting that no option has, or whose value the option cannot take.</summary>
/// <param name="Path">The setting.</param>
/// <param name="Problem">What is wrong. The value is never repeated: it may be a secret.</param>
internal sealed record Misfit(string Path, string Problem);

/// <summary>
/// Holds the settings against the options before they are bound. The binder leaves a misspelt name unread, drops an entry of a list whose
/// value it cannot convert (a whole connection), and elsewhere stops at the first such value.
/// </summary>
internal static class SettingCheck
{
    /// <summary>Everything below <paramref name="section"/> that does not fit <paramref name="type"/>.</summary>
    public static IEnumerable<Misfit> Find(IConfigurationSection section, Type type)
    {
        var children = section.GetChildren().ToList();
        return IsLeaf(type)
            ? Problem(section.Value, children.Count > 0, type) is { } problem ? [new Misfit(section.Path, problem)] : []
            : section.Value is { Length: > 0 } ? [new Misfit(section.Path, "is a section and has no value of its own")]
            : ElementOf(type) is { } element ? children.SelectMany(item => Find(item, element))
            : FindIn(children, type);
    }

    private static IEnumerable<Misfit> FindIn(List<IConfigurationSection> children, Type type)
    {
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        return children.SelectMany(child => known.TryGetValue(child.Key, out var property)
            ? Find(child, property.PropertyType)
            : [new Misfit(child.Path, $"is no setting; known here: {string.Join(", ", known.Values.Select(p => p.Name))}")]);
    }

    private static string? Problem(string? value, bool hasChildren, Type type) => value switch
    {
        _ when hasChildren => "is one value, not a section",
        null => null,
        _ when type == typeof(string) => null,
        _ when type.IsEnum => Enum.GetNames(type)
            .Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"must be one of {string.Join(", ", Enum.GetNames(type))}",

        // A bare number would be days, which nobody means who writes 2.
        _ when type == typeof(TimeSpan) =>
            value.Contains(':') && Converts(value, type) ? null : "must be a length of time like 00:00:02 or 7.00:00:00",
        _ when type == typeof(bool) => Converts(value, type) ? null : "must be true or false",
        _ => Converts(value, type) ? null : "must be a number that fits",
    };

    private static bool Converts(string value, Type type)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan);

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;
}
