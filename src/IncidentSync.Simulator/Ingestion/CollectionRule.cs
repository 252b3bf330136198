using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>A data collection rule of kind Direct: what may be sent to a workspace, and by whom.</summary>
internal sealed record CollectionRule(string ImmutableId, string Name)
{
    public const string AlertStream = "Custom-DefenderAlerts";
    public const string EvidenceStream = "Custom-DefenderAlertEvidence";

    private const string Prefix = "Custom-";
    private const string TableSuffix = "_CL";

    /// <summary>Client ids of the apps with the role Monitoring Metrics Publisher on it; null for all of the tenant.</summary>
    public ImmutableArray<Guid>? Apps { get; init; }

    public ImmutableDictionary<string, StreamDeclaration> StreamDeclarations { get; init; } =
        ImmutableDictionary<string, StreamDeclaration>.Empty;

    /// <summary>Where rows go; a stream that none names goes to the table of its own name.</summary>
    public ImmutableArray<DataFlow> DataFlows { get; init; } = [];

    /// <summary>The one that every workspace has from the start. It takes two streams, of which nothing but the time is declared
    /// yet.</summary>
    public static CollectionRule Default(Workspace workspace) => new(DefaultId(workspace), "defender-alerts")
    {
        StreamDeclarations = new[] { AlertStream, EvidenceStream }.ToImmutableDictionary(stream => stream,
            _ => new StreamDeclaration([new LogColumn(LogColumn.TimeGenerated, ColumnType.DateTime)])),
    };

    public static string DefaultId(Workspace workspace) =>
        $"dcr-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace.Name)))[..32]}";

    public string TableOf(string stream)
    {
        var output = DataFlows.FirstOrDefault(flow => flow.Streams.Contains(stream))?.OutputStream ?? stream;
        var table = output.StartsWith(Prefix, StringComparison.Ordinal) ? output[Prefix.Length..] : output;
        return table.EndsWith(TableSuffix, StringComparison.Ordinal) ? table : table + TableSuffix;
    }

    public bool Admits(Guid clientId) => Apps is not { } apps || apps.Contains(clientId);
}
