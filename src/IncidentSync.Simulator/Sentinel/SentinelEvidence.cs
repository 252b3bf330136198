using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>The alerts of a workspace, and what ties them and bookmarks to its incidents.</summary>
internal sealed class SentinelEvidence(Workspace workspace, IncidentStore store)
{
    private readonly Dictionary<string, SentinelAlert> _alerts = new(StringComparer.OrdinalIgnoreCase);

    public SentinelAlert? Find(string systemAlertId) => _alerts.GetValueOrDefault(systemAlertId);

    /// <summary>An alert appears in the workspace, and in an incident when one is named.</summary>
    public SentinelAlert Add(string? incidentName, Func<SentinelAlert, SentinelAlert>? shape, Actor by)
    {
        var made = new SentinelAlert(Guid.NewGuid().ToString()) { TimeGenerated = store.Now };
        var alert = shape is null ? made : shape(made);
        _alerts[alert.SystemAlertId] = alert;
        if (incidentName is not null)
        {
            Relate(incidentName, alert, by);
        }

        return alert;
    }

    /// <summary>Ties an alert or a bookmark to an incident; answers as Microsoft's page "Relate alerts to incidents" lists.</summary>
    public PutResult PutRelation(string name, string relationName, string relatedResourceId, Actor by)
    {
        if (store.Versions.Latest(name) is not { } before)
        {
            return new PutResult.Missing();
        }

        var relation = new SentinelRelation(relationName, store.NextEtag(), relatedResourceId);
        if (before.Relation(relationName) is { } known && known.RelatedName != relation.RelatedName)
        {
            return new PutResult.Refused(409, "Conflict",
                $"A relation with the name '{relationName}' already exists for another alert.");
        }

        if (relation.IsAlert && !_alerts.ContainsKey(relation.RelatedName))
        {
            return new PutResult.Refused(404, "NotFound", $"Resource '{relation.RelatedName}' does not exist");
        }

        if (before.Relation(relationName) is null && before.Relations.Any(other => other.RelatedName == relation.RelatedName))
        {
            return new PutResult.Refused(400, "BadRequest", $"'{relation.RelatedName}' is already part of the incident.");
        }

        return new PutResult.Updated(store.Apply(before, by, incident => incident with
        {
            Relations = incident.Relations.RemoveAll(other => other.Name == relationName).Add(relation),
        }));
    }

    /// <returns>False when there was nothing to delete.</returns>
    public bool DeleteRelation(string name, string relationName, Actor by)
    {
        if (store.Versions.Latest(name) is not { } before || before.Relation(relationName) is not { } relation)
        {
            return false;
        }

        store.Apply(before, by, incident => incident with { Relations = incident.Relations.Remove(relation) });
        return true;
    }

    private void Relate(string incidentName, SentinelAlert alert, Actor by)
    {
        var before = store.Versions.Latest(incidentName)
            ?? throw new KeyNotFoundException($"Sentinel incident {incidentName} does not exist.");
        var alertResource = $"{workspace.ResourceId}/providers/Microsoft.SecurityInsights/Entities/{alert.SystemAlertId}";
        var relation = new SentinelRelation(Guid.NewGuid().ToString(), store.NextEtag(), alertResource);
        store.Apply(before, by, incident => incident with
        {
            Relations = incident.Relations.Add(relation),
            Tactics = [.. incident.Tactics.Union(alert.Tactics)],
            Techniques = [.. incident.Techniques.Union(alert.Techniques)],
        });
    }
}
