using System.Reflection;
using IncidentSync.Connectors;
using IncidentSync.Core.Fields;
using IncidentSync.Demo.Control;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>Core, Connectors, Service: dependencies point one way, and the simulator stands apart.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Frameworks =
    [
        Path.GetDirectoryName(typeof(object).Assembly.Location)!,
        Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Builder.WebApplication).Assembly.Location)!,
    ];

    [Fact]
    public void Core_references_nothing_but_the_framework() =>
        References(typeof(Incident).Assembly).Where(name => !IsFramework(name)).ShouldBeEmpty();

    [Fact]
    public void Connectors_know_neither_the_database_nor_the_bus_nor_the_service() =>
        References(typeof(IIncidentPortal).Assembly).Where(name => name is "Npgsql" or "incidentsync" || name.StartsWith("MassTransit"))
            .ShouldBeEmpty();

    [Fact]
    public void The_simulator_references_nothing_of_the_product_and_not_the_demo() =>
        References(typeof(World).Assembly).Where(IsNamedLikeOurs).ShouldBeEmpty();

    [Fact]
    public void The_demo_references_the_simulator_and_knows_the_service_only_as_a_process() =>
        References(typeof(DemoPortals).Assembly).Where(IsNamedLikeOurs).ShouldBe(["incidentsync-simulator"]);

    [Theory]
    [InlineData("Readers")]
    [InlineData("Reconciliation")]
    [InlineData("Writers")]
    public void A_stage_uses_no_type_of_a_package(string stage)
    {
        var types = typeof(ISignals).Assembly.GetTypes().Where(type => type.Namespace == $"IncidentSync.Service.{stage}").ToList();
        types.ShouldNotBeEmpty();
        types.SelectMany(Uses.Of).Where(used => !IsOurs(used) && !IsFramework(used.Assembly.GetName().Name!)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Readers")]
    [InlineData("Reconciliation")]
    [InlineData("Writers")]
    public void A_stage_imports_no_namespace_but_ours_and_the_frameworks(string stage)
    {
        var imports = Source.Lines($"src/IncidentSync.Service/{stage}").Where(line => line.StartsWith("using ", StringComparison.Ordinal));
        imports.Where(line => !line.StartsWith("using IncidentSync.") && !line.StartsWith("using System")).ShouldBeEmpty();
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name is "IncidentSync.Core" or "IncidentSync.Connectors" or "incidentsync";

    private static bool IsNamedLikeOurs(string assembly) => assembly.StartsWith("incidentsync", StringComparison.OrdinalIgnoreCase);

    private static bool IsFramework(string name) => Frameworks.Any(directory => File.Exists(Path.Combine(directory, $"{name}.dll")));
}
