using System.Collections.Immutable;
using IncidentSync.Core.Alerts;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>The rule of the template, with every column of both tables.</summary>
internal static class StreamRule
{
    public static WorkspaceLogs LogsOf(World world) => world.Logs.Single(logs => logs.Workspace == Contoso.Workspace);

    public static void Declare(World world)
    {
        LogsOf(world).Delay = TimeSpan.Zero;
        LogsOf(world).Declare(CollectionRule.Default(Contoso.Workspace) with
        {
            StreamDeclarations = ImmutableDictionary.CreateRange([
                KeyValuePair.Create(CollectionRule.AlertStream, Declared(AlertColumns.All)),
                KeyValuePair.Create(CollectionRule.EvidenceStream, Declared(EvidenceColumns.All)),
            ]),
        });
    }

    private static StreamDeclaration Declared(IEnumerable<Column> columns) => new(
        [.. columns.Select(column => new LogColumn(column.Name, Enum.Parse<ColumnType>(column.Type, ignoreCase: true)))]);
}
