using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Pairs;

/// <summary>The comment at a twin that tells of the alerts in Defender. Nobody said it, so it has no copy there.</summary>
internal static class AlertsComment
{
    private const string Beginning = "Alerts of this incident in Defender: ";

    public static bool Is(SentinelComment comment) =>
        comment.Author.UserPrincipalName is null && comment.Message.StartsWith(Beginning, StringComparison.Ordinal);

    /// <returns>Null when the twin has one such comment with the right number; else what is wrong.</returns>
    public static string? Wrong(SentinelIncident twin, int alerts)
    {
        var told = twin.Comments.Where(Is).ToList();
        return told switch
        {
            [var one] when one.Message.StartsWith($"{Beginning}{alerts} (", StringComparison.Ordinal) => null,
            [] when alerts == 0 => null,
            [] => $"no comment tells of its {alerts} alerts",
            [var one] => $"the comment about its {alerts} alerts says \"{one.Message.Split('\n')[0]}\"",
            _ => $"{told.Count} comments tell of its alerts",
        };
    }
}
