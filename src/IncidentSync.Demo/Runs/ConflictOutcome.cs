using IncidentSync.Demo.Convergence.Fields;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Demo.Scenario;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Runs;

/// <summary>Who won a conflict, read off the portals.</summary>
/// <param name="Winner">Null when neither value survived, or each its own.</param>
/// <param name="Rule">The service's default policy of the field.</param>
internal sealed record ConflictOutcome(TrueConflict Conflict, Portal? Winner, Portal Expected, string Rule)
{
    public bool IsAsExpected => Winner == Expected;

    public string Words =>
        $"incident {Conflict.DefenderId}, {Conflict.Field}: {Conflict.DefenderValue} in Defender, {Conflict.SentinelValue} in Sentinel: "
        + $"{(Winner is { } winner ? $"{winner} won" : "nobody won")} ({Rule})";

    public static ConflictOutcome Of(World world, TrueConflict conflict)
    {
        var pair = Pairing.Pairs(world).First(pair => pair.Defender.Id == conflict.DefenderId);
        var (defender, sentinel) = conflict.Field switch
        {
            "status" => (pair.Defender.Status, pair.Sentinel.Status),
            "severity" => (pair.Defender.Severity, pair.Sentinel.Severity),
            _ => (pair.Defender.AssignedTo ?? "", pair.Sentinel.Owner.ToString()),
        };
        var same = SyncedFields.Named(conflict.Field).Compare(pair) is FieldComparison.Equal;
        Portal? winner = !same ? null
            : Is(defender, conflict.DefenderValue) ? Portal.Defender
            : Is(sentinel, conflict.SentinelValue) ? Portal.Sentinel
            : null;
        return conflict.Field switch
        {
            "status" => new(conflict, winner, Portal.Defender, "open: being worked on wins over new, new over closed"),
            "severity" => new(conflict, winner, Portal.Sentinel, "highest: the graver one wins"),
            _ => new(conflict, winner, Portal.Defender, "newest: within two seconds, Defender's"),
        };
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
