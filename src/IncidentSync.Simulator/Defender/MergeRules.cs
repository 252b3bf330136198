namespace IncidentSync.Simulator.Defender;

/// <summary>When two incidents are never merged (Microsoft's page "Alert correlation and incident merging in the Defender
/// portal").</summary>
internal static class MergeRules
{
    public const int MostAtOnce = 5;

    private const int MostAlerts = 150;

    /// <returns>Null when nothing speaks against it.</returns>
    public static string? Against(IReadOnlyCollection<DefenderIncident> incidents)
    {
        if (incidents.Count is < 2 or > MostAtOnce)
        {
            return $"Between 2 and {MostAtOnce} incidents can be merged at once.";
        }

        if (incidents.Any(incident => incident.IsRedirected))
        {
            return "A redirected incident cannot be merged.";
        }

        if (incidents.Any(incident => incident.Status == "resolved"))
        {
            return "A resolved incident cannot be merged.";
        }

        if (Differ(incidents, incident => incident.AssignedTo?.ToUpperInvariant()))
        {
            return "Incidents with different assignees cannot be merged.";
        }

        if (Differ(incidents, incident => incident.Classification ?? "unknown")
            || Differ(incidents, incident => incident.Determination ?? "unknown"))
        {
            return "Incidents with different classifications or determinations cannot be merged.";
        }

        return incidents.Sum(incident => incident.AlertIds.Count) > MostAlerts ? $"An incident holds at most {MostAlerts} alerts." : null;
    }

    private static bool Differ(IEnumerable<DefenderIncident> incidents, Func<DefenderIncident, string?> value) =>
        incidents.Select(value).Distinct().Count() > 1;
}
