using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>GET of a data collection rule.</summary>
internal sealed class RuleOperations(World world, IPortalApi api, Uri ingestion)
{
    /// <summary>The first whose rules have an endpoint and an immutable id (the types of Bicep 0.49.2).</summary>
    private const string FirstWithEndpoints = "2023-03-11";

    public Answer Get(ApiCall call)
    {
        var name = call.Segment("rule");
        var found = world.Logs.Where(logs => IsIn(logs.Workspace, call))
            .SelectMany(logs => logs.Rules.Select(rule => (Logs: logs, Rule: rule)))
            .FirstOrDefault(pair => Same(pair.Rule.Name, name));
        return found.Rule is null
            ? api.Error(call, StatusCodes.Status404NotFound, "ResourceNotFound", "The Resource "
                + $"'Microsoft.Insights/dataCollectionRules/{name}' under resource group '{call.Segment("group")}' was not found.")
            : Answer.Ok(Write(found.Logs, found.Rule, call.Query["api-version"].ToString()));
    }

    private JsonObject Write(WorkspaceLogs logs, CollectionRule rule, string version)
    {
        const string destination = "workspace";
        var properties = new JsonObject
        {
            ["streamDeclarations"] = new JsonObject(rule.StreamDeclarations.Select(stream =>
                KeyValuePair.Create<string, JsonNode?>(stream.Key, new JsonObject { ["columns"] = Columns(stream.Value) }))),
            ["destinations"] = new JsonObject
            {
                ["logAnalytics"] = new JsonArray(new JsonObject
                {
                    ["name"] = destination,
                    ["workspaceResourceId"] = logs.Workspace.ResourceId,
                }),
            },
            ["dataFlows"] = new JsonArray([.. Flows(rule).Select(flow => new JsonObject
            {
                ["streams"] = new JsonArray([.. flow.Streams.Select(stream => (JsonNode)stream)]),
                ["destinations"] = new JsonArray(destination),
                ["transformKql"] = flow.TransformKql,
                ["outputStream"] = flow.OutputStream,
            })]),
            ["provisioningState"] = "Succeeded",
        };
        if (string.CompareOrdinal(version, FirstWithEndpoints) >= 0)
        {
            properties["immutableId"] = rule.ImmutableId;
            properties["endpoints"] = new JsonObject { ["logsIngestion"] = ingestion.AbsoluteUri.TrimEnd('/') };
        }

        return new JsonObject
        {
            ["id"] = logs.ResourceIdOf(rule),
            ["name"] = rule.Name,
            ["type"] = "Microsoft.Insights/dataCollectionRules",
            ["kind"] = "Direct",
            ["location"] = "westeurope",
            ["properties"] = properties,
        };
    }

    private static JsonArray Columns(StreamDeclaration stream) => new([.. stream.Columns.Select(column => new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = column.Type.ToString().ToLowerInvariant(),
    })]);

    // A stream that no flow names goes to the table of its own name.
    private static IEnumerable<DataFlow> Flows(CollectionRule rule) => rule.DataFlows.Concat(
        rule.StreamDeclarations.Keys.Where(stream => !rule.DataFlows.Any(flow => flow.Streams.Contains(stream)))
            .Select(stream => new DataFlow([stream], $"Custom-{rule.TableOf(stream)}")));

    private static bool IsIn(Workspace workspace, ApiCall call) => Same(workspace.SubscriptionId.ToString(), call.Segment("subscription"))
        && Same(workspace.ResourceGroup, call.Segment("group"));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
