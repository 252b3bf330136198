using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>The incidents of one workspace. Whatever an app, a person, automation or native sync does to one passes through here and is in
/// the edit log afterwards.</summary>
internal sealed class SentinelPortal
{
    private static readonly Actor service = Actor.Automation("Azure Sentinel");
    private readonly Lock gate = new();
    private readonly SentinelDirectory directory;
    private readonly SimulatorClock clock;
    private readonly EditLog edits;
    private readonly EtagSequence etags;
    private readonly Versions<SentinelIncident> incidents = new();
    private readonly Dictionary<string, SentinelAlert> alerts = new(StringComparer.OrdinalIgnoreCase);
    private int lastNumber;

    public SentinelPortal(Workspace workspace, Tenant tenant, SimulatorClock clock, EditLog edits, int seed)
    {
        (Workspace, Tenant, this.clock, this.edits) = (workspace, tenant, clock, edits);
        directory = new SentinelDirectory(tenant);
        etags = new EtagSequence(new Random(seed));
    }

    public Workspace Workspace { get; }

    public Tenant Tenant { get; }

    public SentinelIncident? Find(string name, DateTimeOffset? asOf = null)
    {
        lock (gate)
        {
            return incidents.Read(name, asOf);
        }
    }

    public SentinelIncident? FindPrevious(string name)
    {
        lock (gate)
        {
            return incidents.Previous(name);
        }
    }

    /// <summary>As it was when it was last deleted; null when it never was.</summary>
    public SentinelIncident? FindDeleted(string name)
    {
        lock (gate)
        {
            return incidents.Deleted(name);
        }
    }

    public IReadOnlyList<SentinelIncident> Incidents(DateTimeOffset? asOf = null)
    {
        lock (gate)
        {
            return incidents.List(asOf).ToList();
        }
    }

    /// <summary>
    /// Whether an app of the tenant made it, as the one that keeps the portals the same: not a person, a playbook or Microsoft.
    /// </summary>
    public bool IsMadeByApp(SentinelIncident incident) => Tenant.Apps.Any(app => Actor.App(app.DisplayName) == incident.MadeBy);

    public SentinelAlert? FindAlert(string systemAlertId)
    {
        lock (gate)
        {
            return alerts.GetValueOrDefault(systemAlertId);
        }
    }

    /// <summary>A new incident, as an analytics rule, native sync or a person makes one, stamped now unless the shape sets its
    /// stamps.</summary>
    public SentinelIncident Create(Func<SentinelIncident, SentinelIncident>? shape = null, Actor? by = null, string? name = null)
    {
        lock (gate)
        {
            return Make(name ?? Guid.NewGuid().ToString(), by ?? service, shape ?? (made => made));
        }
    }

    /// <summary>Changes an incident whatever its etag is, and stamps it, also when nothing differs.</summary>
    /// <param name="name">Which.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="stamp">Its lastModifiedTimeUtc, where that is not now.</param>
    /// <exception cref="KeyNotFoundException">There is no such incident.</exception>
    public SentinelIncident Edit(
        string name, Actor by, Func<SentinelIncident, SentinelIncident> change, DateTimeOffset? stamp = null)
    {
        lock (gate)
        {
            var before = incidents.Latest(name) ?? throw new KeyNotFoundException($"Sentinel incident {name} does not exist.");
            return Apply(before, by, change, stamp);
        }
    }

    public SentinelIncident Comment(string name, Actor by, string message, string? commentName = null) =>
        Edit(name, by, incident => incident with
    {
        Comments = incident.Comments.Add(NewComment(commentName ?? Guid.NewGuid().ToString(), by, message)),
    });

    /// <summary>Creates or changes an incident; with an etag only while that is the current one.</summary>
    public PutResult Put(string name, string? etag, Actor by, Func<SentinelIncident, SentinelIncident> change)
    {
        lock (gate)
        {
            if (incidents.Latest(name) is not { } before)
            {
                return new PutResult.Created(Make(name, by, change));
            }

            return etag is not null && etag != before.Etag ? new PutResult.Stale() : new PutResult.Updated(Apply(before, by, change));
        }
    }

    public PutResult PutComment(string name, string commentName, string? etag, Actor by, string message)
    {
        lock (gate)
        {
            if (incidents.Latest(name) is not { } before)
            {
                return new PutResult.Missing();
            }

            if (before.Comment(commentName) is not { } known)
            {
                return before.Comments.Count >= SentinelLimits.Comments
                    ? new PutResult.Refused(400, "BadRequest", $"Incident can have up to {SentinelLimits.Comments} comments.")
                    : new PutResult.Created(Comment(name, by, message, commentName));
            }

            if (etag is not null && etag != known.Etag)
            {
                return new PutResult.Stale();
            }

            var now = clock.GetUtcNow();
            var changed = known with { Message = message, LastModifiedTimeUtc = now, Etag = etags.Next(now) };
            return new PutResult.Updated(Apply(before, by,
                incident => incident with { Comments = incident.Comments.Replace(known, changed) }));
        }
    }

    /// <returns>False when there was nothing to delete.</returns>
    public bool DeleteComment(string name, string commentName, Actor by)
    {
        lock (gate)
        {
            if (incidents.Latest(name) is not { } before || before.Comment(commentName) is not { } comment)
            {
                return false;
            }

            Apply(before, by, incident => incident with { Comments = incident.Comments.Remove(comment) });
            return true;
        }
    }

    /// <summary>An alert appears in the workspace, and in an incident when one is named.</summary>
    public SentinelAlert AddAlert(string? incidentName = null, Func<SentinelAlert, SentinelAlert>? shape = null)
    {
        lock (gate)
        {
            var made = new SentinelAlert(Guid.NewGuid().ToString()) { TimeGenerated = clock.GetUtcNow() };
            var alert = shape is null ? made : shape(made);
            alerts[alert.SystemAlertId] = alert;
            if (incidentName is not null)
            {
                Relate(incidentName, alert);
            }

            return alert;
        }
    }

    /// <summary>Ties an alert or a bookmark to an incident; answers as Microsoft's page "Relate alerts to incidents" lists.</summary>
    public PutResult PutRelation(string name, string relationName, string relatedResourceId, Actor by)
    {
        lock (gate)
        {
            if (incidents.Latest(name) is not { } before)
            {
                return new PutResult.Missing();
            }

            var relation = new SentinelRelation(relationName, etags.Next(clock.GetUtcNow()), relatedResourceId);
            if (before.Relation(relationName) is { } known && known.RelatedName != relation.RelatedName)
            {
                return new PutResult.Refused(409, "Conflict",
                    $"A relation with the name '{relationName}' already exists for another alert.");
            }

            if (relation.IsAlert && !alerts.ContainsKey(relation.RelatedName))
            {
                return new PutResult.Refused(404, "NotFound", $"Resource '{relation.RelatedName}' does not exist");
            }

            if (before.Relation(relationName) is null && before.Relations.Any(other => other.RelatedName == relation.RelatedName))
            {
                return new PutResult.Refused(400, "BadRequest", $"'{relation.RelatedName}' is already part of the incident.");
            }

            return new PutResult.Updated(Apply(before, by, incident => incident with
            {
                Relations = incident.Relations.RemoveAll(other => other.Name == relationName).Add(relation),
            }));
        }
    }

    /// <returns>False when there was nothing to delete.</returns>
    public bool DeleteRelation(string name, string relationName, Actor by)
    {
        lock (gate)
        {
            if (incidents.Latest(name) is not { } before || before.Relation(relationName) is not { } relation)
            {
                return false;
            }

            Apply(before, by, incident => incident with { Relations = incident.Relations.Remove(relation) });
            return true;
        }
    }

    /// <returns>False when there was nothing to delete.</returns>
    public bool Delete(string name, Actor by)
    {
        lock (gate)
        {
            if (incidents.Latest(name) is not { } before)
            {
                return false;
            }

            incidents.Add(name, clock.GetUtcNow(), null);
            Write(by, before.Name, [new FieldChange("deleted", before.Title, null)]);
            return true;
        }
    }

    private void Relate(string incidentName, SentinelAlert alert)
    {
        var alertResource = $"{Workspace.ResourceId}/providers/Microsoft.SecurityInsights/Entities/{alert.SystemAlertId}";
        var relation = new SentinelRelation(Guid.NewGuid().ToString(), etags.Next(clock.GetUtcNow()), alertResource);
        Edit(incidentName, service, incident => incident with
        {
            Relations = incident.Relations.Add(relation),
            Tactics = [.. incident.Tactics.Union(alert.Tactics)],
            Techniques = [.. incident.Techniques.Union(alert.Techniques)],
        });
    }

    private SentinelIncident Make(string name, Actor by, Func<SentinelIncident, SentinelIncident> shape)
    {
        var now = clock.GetUtcNow();
        var made = new SentinelIncident(name, ++lastNumber) { CreatedTimeUtc = now, LastModifiedTimeUtc = now, MadeBy = by };
        var shaped = directory.Complete(shape(made)) with { Etag = etags.Next(now) };
        incidents.Add(name, now, shaped);
        Write(by, name, [new FieldChange("created", null, shaped.Title)]);
        return shaped;
    }

    private SentinelIncident Apply(
        SentinelIncident before, Actor by, Func<SentinelIncident, SentinelIncident> change, DateTimeOffset? stamp = null)
    {
        var changed = directory.Complete(change(before));
        var now = clock.GetUtcNow();
        var after = changed with { LastModifiedTimeUtc = stamp ?? now, Etag = etags.Next(now) };
        incidents.Add(before.Name, now, after);
        Write(by, before.Name, SentinelChanges.Between(before, after));
        return after;
    }

    private SentinelComment NewComment(string name, Actor by, string message)
    {
        var now = clock.GetUtcNow();
        return new SentinelComment(
            name, etags.Next(now), message, directory.AuthorOf(by)) { CreatedTimeUtc = now, LastModifiedTimeUtc = now };
    }

    private void Write(Actor by, string name, IEnumerable<FieldChange> changes) =>
        edits.Append(by, Portal.Sentinel, Workspace.Name, name, changes);
}
