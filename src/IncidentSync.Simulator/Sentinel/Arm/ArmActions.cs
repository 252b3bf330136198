using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Entra;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>What Azure calls each operation when it asks for a role, and the least role that has it.</summary>
internal static class ArmActions
{
    public static string Of(string operation)
    {
        var (kind, verb) = operation.Split('.') is [var first, var second] ? (first, second) : (operation, "");
        var entity = kind is "comments" or "relations" ? $"incidents/{kind}" : kind;
        var provider = operation == Operations.DataCollectionRulesGet ? "Microsoft.Insights" : "Microsoft.SecurityInsights";
        return $"{provider}/{entity}/{Verb(verb)}";
    }

    public static SentinelRole LeastRole(string operation) => operation switch
    {
        Operations.IncidentsDelete => SentinelRole.Contributor,
        Operations.IncidentsPut or Operations.CommentsPut or Operations.CommentsDelete => SentinelRole.Responder,
        Operations.RelationsPut or Operations.RelationsDelete => SentinelRole.Responder,
        _ => SentinelRole.Reader,
    };

    private static string Verb(string verb) => verb switch
    {
        "put" => "write",
        "delete" => "delete",
        "list" or "get" => "read",
        _ => $"{verb}/action",
    };
}
