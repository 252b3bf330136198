using System.Reflection;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>The types that a type names: what it extends, holds, takes, gives, is marked with, and what its methods use on the
/// way.</summary>
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
        .. Methods(type).SelectMany(InMethod),
        .. type.GetMembers(Everything).Append(type).SelectMany(member => Marks(member.GetCustomAttributesData())),
    ];

    private static IEnumerable<MethodBase> Methods(Type type) => [.. type.GetMethods(Everything), .. type.GetConstructors(Everything)];

    private static IEnumerable<Type> InMethod(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.GetParameters().SelectMany(parameter => Marks(parameter.GetCustomAttributesData())),
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
        .. method.IsGenericMethod ? method.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints()) : [],
        .. Instructions.Members(method).SelectMany(Named),
    ];

    private static IEnumerable<Type> Named(MemberInfo member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => [.. Holder(method), .. method.GetGenericArguments()],
        _ => Holder(member),
    };

    private static IEnumerable<Type> Holder(MemberInfo member) => member.DeclaringType is { } holder ? [holder] : [];

    private static IEnumerable<Type> Marks(IEnumerable<CustomAttributeData> marks) =>
        marks.SelectMany(mark => mark.ConstructorArguments.Select(argument => argument.Value).OfType<Type>().Append(mark.AttributeType));

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsFunctionPointer ? []
        : type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];
}
