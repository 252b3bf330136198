using System.Text.Json.Nodes;

namespace IncidentSync.Service.Tests.SupplyChain;

/// <summary>The gate itself, on bills that are not ours.</summary>
public sealed class LicenceGateTests
{
    [Theory]
    [InlineData("Fabrikam.Json", "1.0.0", "MIT", true)]
    [InlineData("Fabrikam.Json", "1.0.0", "GPL-3.0-only", false)]
    [InlineData("Fabrikam.Json", "1.0.0", "GPL-3.0-only+Apache-2.0", true)]
    [InlineData("Fabrikam.Json", "1.0.0", "", false)]
    [InlineData("MassTransit", "8.5.12", "Apache-2.0", true)]
    [InlineData("MassTransit", "9.0.0", "Apache-2.0", false)]
    [InlineData("MassTransit.RabbitMQ", "9.1.0", "Apache-2.0", false)]
    [InlineData("Microsoft.Graph", "6.10.0", "", true)]
    public void A_component_passes_with_a_licence_that_is_allowed(string name, string version, string licences, bool passes)
    {
        var names = licences.Split('+', StringSplitOptions.RemoveEmptyEntries).Select(Licence).ToArray();
        var component = new JsonObject { ["name"] = name, ["version"] = version, ["licenses"] = new JsonArray(names) };
        LicenceGate.Refused(new JsonObject { ["components"] = new JsonArray(component) }).Count.ShouldBe(passes ? 0 : 1);
    }

    private static JsonNode Licence(string id) => new JsonObject { ["license"] = new JsonObject { ["id"] = id } };
}
