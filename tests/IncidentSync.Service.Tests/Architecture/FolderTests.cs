using System.Reflection;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>The namespaces of a project form a directed acyclic graph. A namespace and its child are two of its nodes.</summary>
public sealed class FolderTests
{
    /// <summary>The projects, and what their assemblies are called.</summary>
    public static TheoryData<string, string> Projects => new()
    {
        { "IncidentSync.Core", "IncidentSync.Core" },
        { "IncidentSync.Connectors", "IncidentSync.Connectors" },
        { "IncidentSync.Service", "incidentsync" },
        { "IncidentSync.Simulator", "incidentsync-simulator" },
        { "IncidentSync.Demo", "incidentsync-demo" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_folders_of_a_project_see_each_other_in_one_direction(string project, string assembly)
    {
        var sights = Compiled(project, Assembly.Load(assembly)).Concat(Imported(project)).ToList();
        sights.ShouldNotBeEmpty();
        Circle.In(sights).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_class_does_not_bear_the_name_of_its_folder(string project, string assembly) =>
        Assembly.Load(assembly).GetTypes().Where(type => IsOf(project, type.Namespace) && type.Namespace != project)
            .Where(type => type.Namespace!.EndsWith($".{type.Name}", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void A_circle_is_told_with_every_folder_and_the_types_that_close_it() =>
        Circle.In([new Sight("A", "B", "One uses Two"), new Sight("B", "C", "Two uses Three"), new Sight("C", "A", "Three uses One")])
            .ShouldBe("A -> B -> C -> A\n  A -> B: One uses Two\n  B -> C: Two uses Three\n  C -> A: Three uses One");

    [Fact]
    public void A_folder_that_its_child_sees_back_is_a_circle() =>
        Circle.In([new Sight("A", "A.B", "One uses Two"), new Sight("A.B", "A", "Two uses One")]).ShouldNotBeNull();

    [Fact]
    public void What_is_seen_twice_and_never_back_is_none() =>
        Circle.In([new Sight("A", "B", "One uses Two"), new Sight("A", "C", "One uses Three"), new Sight("C", "B", "Three uses Two")])
            .ShouldBeNull();

    [Fact]
    public void What_a_body_an_extension_method_and_an_attribute_name_is_used() =>
        new[] { typeof(Circle), typeof(Enumerable), typeof(FactAttribute) }.Except(Uses.Of(typeof(FolderTests))).ShouldBeEmpty();

    private static IEnumerable<Sight> Compiled(string project, Assembly assembly) =>
        from type in assembly.GetTypes()
        where IsOf(project, type.Namespace)
        from used in Uses.Of(type)
        where used.Assembly == assembly && IsOf(project, used.Namespace)
        select new Sight(type.Namespace!, used.Namespace!, $"{NameOf(type)} uses {NameOf(used)}");

    // What the compiler leaves no trace of: constants, and names in comments.
    private static IEnumerable<Sight> Imported(string project) =>
        from file in Source.Files($"src/{project}")
        let lines = File.ReadAllLines(file)
        let folder = Array.Find(lines, line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..^1]
        where folder is not null
        from line in lines
        where line.StartsWith("using ", StringComparison.Ordinal)
        let import = line.TrimEnd(';').Split(' ')[^1]
        where IsOf(project, import)
        select new Sight(folder, import, $"{Path.GetFileName(file)} imports it");

    private static bool IsOf(string project, string? folder) =>
        folder == project || folder?.StartsWith($"{project}.", StringComparison.Ordinal) == true;

    // A closure is its class.
    private static string NameOf(Type type) => type.DeclaringType is { } holder ? NameOf(holder) : type.Name;
}
