using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Control;

/// <summary>The custom tables of a workspace, and the rules by which rows come to them.</summary>
internal static class LogsControl
{
    private const string Root = "/sentinel/{workspace}";

    public static void Map(ControlMap map, World world)
    {
        map.Add("GET", $"{Root}/rules", "The data collection rules.", (string workspace) => Of(world, workspace, logs =>
            ControlJson.Answer(logs.Rules)));
        map.Add("PUT", $"{Root}/rules/{{immutableId}}",
            "Declare a rule, or one anew: {name, apps (client ids with the role; null: all of the tenant), streamDeclarations, dataFlows}, "
            + "the last two as in the resource.",
            async (HttpContext context, string workspace, string immutableId) =>
            {
                var (body, problem) = await ControlJson.ReadAsync<RuleBody>(context);
                return body is null ? ControlJson.Bad(problem!) : Of(world, workspace, logs => Declare(world, logs, immutableId, body));
            });
        map.Add("DELETE", $"{Root}/rules/{{immutableId}}", "Remove a rule; the rows stay.",
            (string workspace, string immutableId) => Of(world, workspace, logs =>
                logs.Remove(immutableId) ? Results.NoContent() : ControlJson.NotFound($"Rule {immutableId}")));
        map.Add("GET", $"{Root}/tables", "What came to each custom table: calls, rows, event ids, and what was dropped, nulled and cut.",
            (string workspace) => Of(world, workspace, logs => ControlJson.Answer(logs.Tables())));
        map.Add("PUT", $"{Root}/tables", "{delay}: how long after their receipt rows are shown, hh:mm:ss.",
            async (HttpContext context, string workspace) =>
            {
                var (body, problem) = await ControlJson.ReadAsync<DelayBody>(context);
                return body is null ? ControlJson.Bad(problem!) : Of(world, workspace, logs => SetDelay(logs, body));
            });
        map.Add("DELETE", $"{Root}/tables", "Empty every table and start counting anew.",
            (string workspace) => Of(world, workspace, logs =>
            {
                logs.Clear();
                return Results.NoContent();
            }));
        map.Add("GET", $"{Root}/tables/{{table}}?after=&most=", "Rows shown by now, oldest first, with a number above after.",
            (string workspace, string table, long? after, int? most) => Of(world, workspace, logs => ControlJson.Answer(
                logs.Rows(table).Where(row => row.Number > (after ?? 0)).Take(most ?? int.MaxValue).Select(Show))));
    }

    private static IResult Declare(World world, WorkspaceLogs logs, string immutableId, RuleBody body)
    {
        if (world.FindRule(immutableId) is var (others, _) && others != logs)
        {
            return ControlJson.Bad($"Rule {immutableId} belongs to workspace {others.Workspace.Name}.");
        }

        if (body.StreamDeclarations?.Values.Any(IsIncomplete) == true)
        {
            return ControlJson.Bad("A stream needs columns, and each of them a name.");
        }

        var before = logs.FindRule(immutableId);
        var rule = new CollectionRule(immutableId, body.Name ?? before?.Name ?? immutableId)
        {
            Apps = body.Apps,
            StreamDeclarations = body.StreamDeclarations ?? before?.StreamDeclarations
                ?? ImmutableDictionary<string, StreamDeclaration>.Empty,
            DataFlows = body.DataFlows ?? before?.DataFlows ?? [],
        };
        logs.Declare(rule);
        return ControlJson.Answer(rule);
    }

    private static bool IsIncomplete(StreamDeclaration stream) =>
        stream.Columns.IsDefault || stream.Columns.Any(column => string.IsNullOrEmpty(column.Name));

    private static IResult SetDelay(WorkspaceLogs logs, DelayBody body)
    {
        if (body.Delay < TimeSpan.Zero)
        {
            return ControlJson.Bad("delay must not be negative.");
        }

        logs.Delay = body.Delay;
        return ControlJson.Answer(body);
    }

    private static JsonObject Show(LogRow row)
    {
        var shown = (JsonObject)row.Columns.DeepClone();
        shown["_Number"] = row.Number;
        shown["_TimeReceived"] = Api.Stamp.Format(row.ReceivedAt);
        shown["_ClientRequestId"] = row.ClientRequestId;
        return shown;
    }

    private static IResult Of(World world, string workspace, Func<WorkspaceLogs, IResult> act) =>
        world.FindLogs(workspace) is { } logs ? act(logs) : ControlJson.NotFound($"Workspace {workspace}");

    private sealed record RuleBody
    {
        public string? Name { get; init; }

        public ImmutableArray<Guid>? Apps { get; init; }

        public ImmutableDictionary<string, StreamDeclaration>? StreamDeclarations { get; init; }

        public ImmutableArray<DataFlow>? DataFlows { get; init; }
    }

    private sealed record DelayBody(TimeSpan Delay);
}
