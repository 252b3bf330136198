using IncidentSync.Simulator.OData;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>The paths an incident list can be filtered and ordered by; all lie under <c>properties/</c>.</summary>
internal static class ArmProperties
{
    private const string Prefix = "properties/";

    public static ODataProperty<SentinelIncident>? OfIncident(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) ? Named(path[Prefix.Length..]) : null;

    public static ODataProperty<SentinelComment>? OfComment(string path) => path switch
    {
        "properties/createdTimeUtc" => new(comment => comment.CreatedTimeUtc, ODataType.Moment),
        "properties/lastModifiedTimeUtc" => new(comment => comment.LastModifiedTimeUtc, ODataType.Moment),
        "properties/message" => new(comment => comment.Message, ODataType.Text),
        _ => null,
    };

    public static ODataProperty<SentinelRelation>? OfRelation(string path) => path switch
    {
        "properties/relatedResourceId" => new(relation => relation.RelatedResourceId, ODataType.Text),
        _ => null,
    };

    private static ODataProperty<SentinelIncident>? Named(string name) => name switch
    {
        "createdTimeUtc" => new(incident => incident.CreatedTimeUtc, ODataType.Moment),
        "lastModifiedTimeUtc" => new(incident => incident.LastModifiedTimeUtc, ODataType.Moment),
        "firstActivityTimeUtc" => new(incident => incident.FirstActivityTimeUtc, ODataType.Moment),
        "lastActivityTimeUtc" => new(incident => incident.LastActivityTimeUtc, ODataType.Moment),
        "incidentNumber" => new(incident => (decimal)incident.Number, ODataType.Number),
        "severity" => new(incident => incident.Severity, ODataType.Text),
        "status" => new(incident => incident.Status, ODataType.Text),
        "title" => new(incident => incident.Title, ODataType.Text),
        "description" => new(incident => incident.Description, ODataType.Text),
        "classification" => new(incident => incident.Classification, ODataType.Text),
        "classificationReason" => new(incident => incident.ClassificationReason, ODataType.Text),
        "owner/assignedTo" => new(incident => incident.Owner.AssignedTo, ODataType.Text),
        "owner/email" => new(incident => incident.Owner.Email, ODataType.Text),
        "owner/objectId" => new(incident => incident.Owner.ObjectId, ODataType.Text),
        "owner/userPrincipalName" => new(incident => incident.Owner.UserPrincipalName, ODataType.Text),
        "providerName" => new(incident => incident.ProviderName, ODataType.Text),
        "providerIncidentId" => new(incident => incident.ProviderIncidentId, ODataType.Text),
        "labels" => new(_ => null, ODataType.Text) { Elements = (incident => incident.Labels.Select(label => label.Name), "labelName") },
        _ => null,
    };
}
