using System.Globalization;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Defender;

/// <summary>The incidents and alerts of one tenant. Whatever an app, a person, automation or native sync does to one passes through here
/// and is in the edit log afterwards.</summary>
internal sealed class DefenderPortal(Tenant tenant, SimulatorClock clock, EditLog edits, int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Versions<DefenderIncident> _incidents = new();
    private readonly Versions<DefenderAlert> _alerts = new();
    private int _lastId = tenant.FirstIncidentId - 1;
    private long _lastAlert;

    public Tenant Tenant => tenant;

    /// <summary>How many merges go into a newer incident: 2 of 63 in the one page that was measured.</summary>
    public double MergeIntoNewerShare { get; set; } = 2.0 / 63;

    /// <summary>Whether a merge takes the comments along: a public preview (Microsoft's page "Alert correlation and incident merging in
    /// the Defender portal"), else they stay behind. Invented: they keep author, stamp and text, and are gone from the source.</summary>
    public bool MigratesComments { get; set; }

    public DefenderIncident? Find(string id, DateTimeOffset? asOf = null)
    {
        lock (_gate)
        {
            return _incidents.Read(id, asOf);
        }
    }

    public DefenderIncident? FindPrevious(string id)
    {
        lock (_gate)
        {
            return _incidents.Previous(id);
        }
    }

    public IReadOnlyList<DefenderIncident> Incidents(DateTimeOffset? asOf = null)
    {
        lock (_gate)
        {
            return _incidents.List(asOf).ToList();
        }
    }

    public DefenderAlert? FindAlert(string id, DateTimeOffset? asOf = null)
    {
        lock (_gate)
        {
            return _alerts.Read(id, asOf);
        }
    }

    public DefenderAlert? FindPreviousAlert(string id)
    {
        lock (_gate)
        {
            return _alerts.Previous(id);
        }
    }

    public IReadOnlyList<DefenderAlert> Alerts(DateTimeOffset? asOf = null)
    {
        lock (_gate)
        {
            return _alerts.List(asOf).ToList();
        }
    }

    /// <summary>A new incident, made now unless <paramref name="shape"/> sets its stamps.</summary>
    public DefenderIncident Create(Func<DefenderIncident, DefenderIncident>? shape = null, Actor? by = null)
    {
        lock (_gate)
        {
            var actor = by ?? Actor.IncidentCreation;
            var now = Now();
            var made = new DefenderIncident((++_lastId).ToString(CultureInfo.InvariantCulture), tenant.Id)
            {
                CreatedDateTime = now,
                LastUpdateDateTime = now,
                LastModifiedBy = Signature(actor),
            };
            var shaped = shape is null ? made : shape(made);
            _incidents.Add(shaped.Id, clock.GetUtcNow(), shaped);
            Write(actor, shaped.Id, [new FieldChange("created", null, shaped.DisplayName)]);
            return shaped;
        }
    }

    /// <summary>Changes an incident and stamps it, also when nothing differs.</summary>
    /// <exception cref="KeyNotFoundException">There is no such incident.</exception>
    public DefenderIncident Edit(string id, Actor by, Func<DefenderIncident, DefenderIncident> change)
    {
        lock (_gate)
        {
            return Apply(id, by, change, Now());
        }
    }

    public DefenderIncident Comment(string id, Actor by, string text) =>
        Edit(id, by, incident => incident with { Comments = incident.Comments.Add(new DefenderComment(text, Signature(by), Now())) });

    /// <summary>An alert joins an incident, which takes on its severity when that is higher, as every measured incident with alerts
    /// had.</summary>
    public DefenderAlert AddAlert(string incidentId, Func<DefenderAlert, DefenderAlert>? shape = null)
    {
        lock (_gate)
        {
            var now = Now();
            var id = $"da{_lastAlert++:x8}-b74a-45bb-985f-{tenant.Id.ToString("N")[..12]}_1";
            var made = new DefenderAlert(id, incidentId, tenant.Id)
            {
                ProviderAlertId = id[2..],
                CreatedDateTime = now,
                LastUpdateDateTime = now,
            };
            var alert = shape is null ? made : shape(made);
            Apply(incidentId, Actor.AlertCorrelation, incident => incident with
            {
                AlertIds = incident.AlertIds.Add(alert.Id),
                Severity = DefenderVocabulary.Rank(alert.Severity) > DefenderVocabulary.Rank(incident.Severity)
                    ? alert.Severity
                    : incident.Severity,
            }, Later(alert.LastUpdateDateTime, _incidents.Latest(incidentId)?.LastUpdateDateTime));
            _alerts.Add(alert.Id, clock.GetUtcNow(), alert);
            return alert;
        }
    }

    /// <summary>Changes an alert. Its incident's stamp does not move: 20 of 295 measured alerts were newer than their incident.</summary>
    /// <exception cref="KeyNotFoundException">There is no such alert.</exception>
    public DefenderAlert EditAlert(string id, Actor by, Func<DefenderAlert, DefenderAlert> change)
    {
        lock (_gate)
        {
            return ApplyToAlert(id, by, change, Now());
        }
    }

    /// <summary>Defender decides whether and into which of them: the oldest, mostly.</summary>
    public MergeResult Merge(IReadOnlyCollection<string> ids, Actor? by = null, string? comment = null)
    {
        lock (_gate)
        {
            var found = ids.Distinct().Select(id => _incidents.Latest(id)).OfType<DefenderIncident>()
                .OrderBy(incident => int.Parse(incident.Id, CultureInfo.InvariantCulture)).ToList();
            if (found.Count < ids.Distinct().Count())
            {
                return new MergeResult.Refused("One of the incidents does not exist.");
            }

            if (MergeRules.Against(found) is { } reason)
            {
                return new MergeResult.Refused(reason);
            }

            var target = _random.NextDouble() < MergeIntoNewerShare ? found[^1] : found[0];
            found.Remove(target);
            MergeInto(target, found, by ?? Actor.IncidentMerging, comment);
            return new MergeResult.Merged(target.Id);
        }
    }

    // One stamp for all: measured merge bursts share theirs. A source keeps title and severity, and mostly its comments.
    private void MergeInto(DefenderIncident target, List<DefenderIncident> sources, Actor by, string? comment)
    {
        var now = Now();
        var migrated = MigratesComments ? sources.SelectMany(source => source.Comments).OrderBy(said => said.CreatedDateTime).ToList() : [];
        foreach (var source in sources)
        {
            foreach (var alert in source.AlertIds)
            {
                ApplyToAlert(alert, by, moved => moved with { IncidentId = target.Id }, now);
            }

            Apply(source.Id, by, emptied => emptied with
            {
                Status = "redirected",
                RedirectIncidentId = target.Id,
                Classification = "unknown",
                Determination = null,
                AlertIds = [],
                CustomTags = [],
                Comments = MigratesComments ? [] : emptied.Comments,
            }, now);
        }

        Apply(target.Id, by, grown => grown with
        {
            AlertIds = grown.AlertIds.AddRange(sources.SelectMany(source => source.AlertIds)),
            CustomTags = [.. grown.CustomTags.Union(sources.SelectMany(source => source.CustomTags))],
            Severity = sources.Append(target).MaxBy(incident => DefenderVocabulary.Rank(incident.Severity))!.Severity,
            Comments = comment is null
                ? grown.Comments.AddRange(migrated)
                : grown.Comments.AddRange(migrated).Add(new DefenderComment(comment, Signature(by), now)),
        }, now);
    }

    private DefenderIncident Apply(string id, Actor by, Func<DefenderIncident, DefenderIncident> change, DateTimeOffset now)
    {
        var before = _incidents.Latest(id) ?? throw new KeyNotFoundException($"Defender incident {id} does not exist.");
        var after = change(before) with { LastUpdateDateTime = now, LastModifiedBy = Signature(by) };
        _incidents.Add(id, clock.GetUtcNow(), after);
        Write(by, id, DefenderChanges.Between(before, after));
        return after;
    }

    private DefenderAlert ApplyToAlert(string id, Actor by, Func<DefenderAlert, DefenderAlert> change, DateTimeOffset now)
    {
        var before = _alerts.Latest(id) ?? throw new KeyNotFoundException($"Alert {id} does not exist.");
        var changed = change(before);
        var after = changed with
        {
            LastUpdateDateTime = now,
            Comments = [.. changed.Comments.Select(comment => comment.SignedBy(Signature(by), now))],
        };
        if (after.Status == "resolved" && before.Status != "resolved")
        {
            after = after with { ResolvedDateTime = now };
        }

        _alerts.Add(id, clock.GetUtcNow(), after);
        Write(by, after.IncidentId, DefenderChanges.Between(before, after));
        return after;
    }

    private void Write(Actor by, string id, IEnumerable<FieldChange> changes) =>
        edits.Append(by, Portal.Defender, tenant.Id.ToString(), id, changes);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private DateTimeOffset Now() => Stamp.OnDefenderGrid(clock.GetUtcNow());

    private static string Signature(Actor by) => by.Kind == ActorKind.App ? $"API-App:{by.Name}" : by.Name;
}
