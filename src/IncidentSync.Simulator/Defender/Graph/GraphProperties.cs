using IncidentSync.Simulator.OData;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>The documented filterable properties of both lists.</summary>
internal static class GraphProperties
{
    public static ODataProperty<DefenderIncident>? OfIncident(string name) => name switch
    {
        "assignedTo" => new(incident => incident.AssignedTo, ODataType.Text),
        "classification" => new(incident => incident.Classification, ODataType.Text, DefenderVocabulary.Classifications),
        "createdDateTime" => new(incident => incident.CreatedDateTime, ODataType.Moment),
        "determination" => new(incident => incident.Determination, ODataType.Text, DefenderVocabulary.Determinations),
        "lastUpdateDateTime" => new(incident => incident.LastUpdateDateTime, ODataType.Moment),
        "severity" => new(incident => incident.Severity, ODataType.Text, DefenderVocabulary.Severities),
        "status" => new(incident => incident.Status, ODataType.Text, DefenderVocabulary.Statuses),
        _ => null,
    };

    public static ODataProperty<DefenderAlert>? OfAlert(string name) => name switch
    {
        "assignedTo" => new(alert => alert.AssignedTo, ODataType.Text),
        "classification" => new(alert => alert.Classification, ODataType.Text, DefenderVocabulary.Classifications),
        "createdDateTime" => new(alert => alert.CreatedDateTime, ODataType.Moment),
        "determination" => new(alert => alert.Determination, ODataType.Text, DefenderVocabulary.Determinations),
        "lastUpdateDateTime" => new(alert => alert.LastUpdateDateTime, ODataType.Moment),
        "severity" => new(alert => alert.Severity, ODataType.Text, DefenderVocabulary.Severities),
        "serviceSource" => new(alert => alert.ServiceSource, ODataType.Text,
            [.. DefenderVocabulary.ServiceSources, .. DefenderVocabulary.EvolvedServiceSources]),
        "status" => new(alert => alert.Status, ODataType.Text, DefenderVocabulary.AlertStatuses),
        _ => null,
    };
}
