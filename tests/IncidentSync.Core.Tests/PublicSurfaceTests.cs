using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using IncidentSync.Core.Fields;

namespace IncidentSync.Core.Tests;

/// <summary>
/// The compiler holds every public member to a line (CS1591); this holds every parameter and every answer to one as well.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Core = typeof(Incident).Assembly;

    private static readonly ILookup<string, XElement> Documented = XDocument.Load(Path.ChangeExtension(Core.Location, ".xml"))
        .Descendants("member").ToLookup(member => NameOf(member.Attribute("name")!.Value));

    [Fact]
    public void Every_parameter_and_every_answer_of_the_public_surface_has_its_line()
    {
        var silent = Core.GetExportedTypes().SelectMany(type => Silent(type).Concat(MethodsOf(type).SelectMany(Silent))).ToList();

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_says_what_it_is()
    {
        var silent = Documented.Select(lines => lines.Key)
            .Where(name => name.StartsWith("T:", StringComparison.Ordinal) && !Says(name, "summary", null)).ToList();

        silent.ShouldBeEmpty();
    }

    // A record's line speaks for its constructor.
    private static IEnumerable<string> Silent(Type type) =>
        from constructor in type.GetConstructors()
        where constructor.GetParameters() is not [{ ParameterType: var copied }] || copied != type
        from parameter in constructor.GetParameters()
        where !Says($"T:{type.FullName!.Replace('+', '.')}", "param", parameter.Name!)
        select $"{type.FullName}: {parameter.Name}";

    private static IEnumerable<string> Silent(MethodInfo method)
    {
        var name = $"M:{method.DeclaringType!.FullName!.Replace('+', '.')}.{method.Name}";
        var silent = method.GetParameters().Where(parameter => !Says(name, "param", parameter.Name!)).Select(parameter => parameter.Name!);
        return (method.ReturnType == typeof(void) || Says(name, "returns", null) ? silent : silent.Append("its answer"))
            .Select(what => $"{name}: {what}");
    }

    private static IEnumerable<MethodInfo> MethodsOf(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => (method.IsPublic || method.IsFamily) && !method.IsDefined(typeof(CompilerGeneratedAttribute))
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)));

    private static bool Says(string member, string element, string? parameter) => Documented[member].Any(line =>
        line.Element("inheritdoc") is not null
        || line.Elements(element).Any(one => one.Attribute("name")?.Value == parameter && one.Value.Length + one.Nodes().Count() > 0));

    private static string NameOf(string id)
    {
        var name = id.Split('(')[0];
        return name.IndexOf("``", StringComparison.Ordinal) is > 0 and var generic ? name[..generic] : name;
    }
}
