using System.Reflection;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>The types that a type names: what it extends, holds, takes, gives, and what its methods keep on the way.</summary>
internal static class Uses
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> Of(Type type) => Direct(type).SelectMany(Parts).Distinct();

    private static IEnumerable<Type> Direct(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<Type>(),
        .. type.GetInterfaces(),
        .. type.GetFields(Everything).Select(member => member.FieldType),
        .. type.GetMethods(Everything).Select(method => method.ReturnType),
        .. type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)).SelectMany(InMethod),
    ];

    private static IEnumerable<Type> InMethod(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
    ];

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];
}
