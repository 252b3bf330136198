using System.Text.Json.Nodes;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>What the program tells the runtime that it is started in.</summary>
public sealed class RuntimeTests
{
    [Fact]
    public void Its_heaps_are_not_sized_by_the_cores_of_the_machine()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "incidentsync.runtimeconfig.json")))!;
        settings["runtimeOptions"]!["configProperties"]!["System.GC.Server"]!.GetValue<bool>().ShouldBeFalse();
    }
}
