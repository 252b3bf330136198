using System.Text.Json.Nodes;

namespace IncidentSync.Service.Tests.SupplyChain;

/// <summary>What must not be shipped, by the licences that a bill of materials (CycloneDX, JSON) names.</summary>
/// <remarks>
/// <code>
/// | a component                        |                                                                                  |
/// |------------------------------------|----------------------------------------------------------------------------------|
/// | MassTransit of another major than 8 | refused: from 9 on it is commercial                                              |
/// | named below as an exception        | passes, at any version                                                           |
/// | names no licence                   | refused                                                                          |
/// | offers one licence that is allowed | passes (RabbitMQ.Client: Apache-2.0 or MPL-2.0)                                  |
/// | any other                          | refused                                                                          |
/// </code>
/// </remarks>
internal static class LicenceGate
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "PostgreSQL"];

    // Each was read where the package points to.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Microsoft.Graph"] = "MIT, as a file in the package",
        ["Microsoft.Graph.Core"] = "MIT, as a file in the package",
        ["System.Security.Cryptography.ProtectedData"] = "MIT, as an address (dotnet/corefx)",
    };

    /// <returns>A line for each refused component; empty when all may be shipped.</returns>
    public static IReadOnlyList<string> Refused(JsonNode bill) =>
        [.. bill["components"]!.AsArray().Select(component => Refusal(component!)).OfType<string>()];

    private static string? Refusal(JsonNode component)
    {
        var (name, version) = (Text(component["name"]), Text(component["version"]));
        var licences = component["licenses"]?.AsArray().Select(Named).Where(licence => licence.Length > 0).ToList() ?? [];
        return name.Split('.')[0] == "MassTransit" && version.Split('.')[0] != "8" ? $"{name} {version}: only MassTransit 8 is free"
            : Exceptions.ContainsKey(name) ? null
            : licences.Count == 0 ? $"{name} {version} names no licence"
            : licences.Any(Allowed.Contains) ? null
            : $"{name} {version}: {string.Join(", ", licences)}";
    }

    private static string Named(JsonNode? licence) =>
        Text(licence?["license"]?["id"] ?? licence?["license"]?["name"] ?? licence?["expression"]);

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}
