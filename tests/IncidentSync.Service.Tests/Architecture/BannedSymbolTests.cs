using System.Reflection;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>A banned symbol that names nothing bans nothing, and no compiler says so.</summary>
public sealed class BannedSymbolTests
{
    private const BindingFlags Anything = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    public static TheoryData<string> Symbols =>
        [.. File.ReadLines(Source.PathOf("src/BannedSymbols.txt")).Where(line => line.Length > 0).Select(line => line.Split(';')[0])];

    [Theory]
    [MemberData(nameof(Symbols))]
    public void Every_banned_symbol_exists(string symbol) => Resolves(symbol).ShouldBeTrue();

    private static bool Resolves(string symbol)
    {
        var name = symbol[2..].Split('(')[0];
        return symbol[0] == 'T'
            ? Find(name) is not null
            : Find(name[..name.LastIndexOf('.')]) is { } type && Ids(type).Contains(symbol);
    }

    private static Type? Find(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);

    private static IEnumerable<string> Ids(Type type) =>
    [
        .. type.GetProperties(Anything).Select(property => $"P:{type.FullName}.{property.Name}"),
        .. type.GetFields(Anything).Select(field => $"F:{type.FullName}.{field.Name}"),
        .. type.GetMethods(Anything).Select(method => $"M:{type.FullName}.{method.Name}{Parameters(method)}"),
        .. type.GetConstructors(Anything).Select(constructor => $"M:{type.FullName}.#ctor{Parameters(constructor)}"),
    ];

    private static string Parameters(MethodBase method) =>
        method.GetParameters() is { Length: > 0 } parameters
            ? $"({string.Join(',', parameters.Select(parameter => IdOf(parameter.ParameterType)))})"
            : "";

    private static string IdOf(Type type) => type.IsGenericType
        ? $"{type.Namespace}.{type.Name[..type.Name.IndexOf('`')]}{{{string.Join(',', type.GetGenericArguments().Select(IdOf))}}}"
        : type.FullName ?? type.Name;
}
