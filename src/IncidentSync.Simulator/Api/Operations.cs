namespace IncidentSync.Simulator.Api;

/// <summary>One name for each endpoint, as faults match and calls are counted.</summary>
internal static class Operations
{
    public const string IncidentsList = "incidents.list";
    public const string IncidentsGet = "incidents.get";
    public const string IncidentsPatch = "incidents.patch";
    public const string IncidentsPut = "incidents.put";
    public const string IncidentsDelete = "incidents.delete";
    public const string IncidentsMerge = "incidents.merge";
    public const string IncidentAlerts = "incidents.alerts";
    public const string IncidentEntities = "incidents.entities";
    public const string IncidentBookmarks = "incidents.bookmarks";
    public const string CommentsAdd = "comments.add";
    public const string CommentsList = "comments.list";
    public const string CommentsGet = "comments.get";
    public const string CommentsPut = "comments.put";
    public const string CommentsDelete = "comments.delete";
    public const string RelationsList = "relations.list";
    public const string RelationsGet = "relations.get";
    public const string RelationsPut = "relations.put";
    public const string RelationsDelete = "relations.delete";
    public const string AlertsList = "alerts.list";
    public const string AlertsGet = "alerts.get";
    public const string AlertsPatch = "alerts.patch";
    public const string DataConnectorsList = "dataConnectors.list";
    public const string DataCollectionRulesGet = "dataCollectionRules.get";
    public const string LogsIngest = "logs.ingest";
    public const string Token = "token";
    public const string Unknown = "unknown";
}
