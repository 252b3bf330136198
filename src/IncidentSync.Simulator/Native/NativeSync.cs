using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Native;

/// <summary>Microsoft's own sync between a tenant's Defender and one workspace: slow, coalescing, last editor wins. It looks at what was
/// edited and carries each touched pair once its delay is over. Incidents made in Sentinel stay there.</summary>
/// <param name="pace">How many times as fast as measured it is.</param>
/// <param name="lastModified">What it stamps an incident with that appears.</param>
internal sealed class NativeSync(
    World world, DefenderPortal defender, SentinelPortal sentinel, double pace = 1,
    NativeLastModified lastModified = NativeLastModified.OfDefender)
{
    private readonly TimeSpan look = TimeSpan.FromSeconds(15) / pace;
    private readonly Lock gate = new();
    private readonly Losses losses = new();
    private readonly Random random = Streams.Of(world.Seed, $"native/{sentinel.Workspace.Name}");
    private readonly Dictionary<string, PendingPair> pending = [];
    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, string> defenderIds = [];
    private long seen;

    public DefenderPortal Defender => defender;

    public SentinelPortal Sentinel => sentinel;

    /// <summary>What it stamps an incident with that appears.</summary>
    public NativeLastModified LastModifiedTimeUtc { get; set; } = lastModified;

    /// <summary>What it was told to lose, and lost.</summary>
    public IReadOnlyList<LostEdit> Lost
    {
        get
        {
            lock (gate)
            {
                return losses.Lost;
            }
        }
    }

    public void Start() => world.Agenda.After(look, () =>
    {
        lock (gate)
        {
            Look();
        }

        Start();
    });

    /// <summary>The next change of the incident, on whichever portal, is not carried.</summary>
    public void LoseNext(string defenderId)
    {
        lock (gate)
        {
            Look();
            losses.LoseNext(defenderId);
        }
    }

    /// <summary>Carries at once whatever waits, as if it had had the time.</summary>
    public void CatchUp()
    {
        lock (gate)
        {
            Look();
            foreach (var id in pending.Keys.ToList())
            {
                Carry(id);
            }
        }
    }

    private void Look()
    {
        foreach (var edit in world.Edits.After(seen))
        {
            seen = edit.Number;
            Notice(edit);
        }
    }

    private void Notice(Edit edit)
    {
        if (edit.Actor.Kind == ActorKind.NativeSync || DefenderIdOf(edit) is not { } id)
        {
            return;
        }

        var field = NativeFields.Of(edit);
        if (field is null && edit.Field != "created")
        {
            return;
        }

        if (field is { } losable && losses.Takes(id, losable, edit))
        {
            return;
        }

        if (!pending.TryGetValue(id, out var pair))
        {
            pending[id] = pair = new PendingPair();
            world.Agenda.Add(edit.At + Delay(id), () => CarryWhenDue(id, pair));
        }

        if (field is { } noticed)
        {
            pair.Note(noticed, edit);
        }
    }

    private string? DefenderIdOf(Edit edit) => edit.Portal switch
    {
        Portal.Defender when edit.Scope == defender.Tenant.Id.ToString() => edit.IncidentId,
        Portal.Sentinel when edit.Scope == sentinel.Workspace.Name => defenderIds.GetValueOrDefault(edit.IncidentId),
        _ => null,
    };

    // A new incident mostly appears within five minutes and at the latest after ten; edits within five to ten minutes become one update.
    private TimeSpan Delay(string id) => (names.ContainsKey(id) || random.Happens(0.15)
        ? TimeSpan.FromMinutes(5 + 5 * random.NextDouble())
        : TimeSpan.FromMinutes(0.5 + 4.5 * random.NextDouble())) / pace;

    private void CarryWhenDue(string id, PendingPair pair)
    {
        lock (gate)
        {
            // Another one, later, when this one was carried ahead of its time.
            if (pending.GetValueOrDefault(id) == pair)
            {
                Carry(id);
            }
        }
    }

    private void Carry(string id)
    {
        if (!pending.Remove(id, out var pair) || defender.Find(id) is not { } from)
        {
            return;
        }

        if (!names.TryGetValue(id, out var name))
        {
            Appear(from);
        }
        else if (sentinel.Find(name) is { } twin)
        {
            Carry(twin, from, pair);
        }
    }

    private void Appear(DefenderIncident from)
    {
        // Merged away before it ever showed.
        if (from.IsRedirected)
        {
            return;
        }

        var name = random.NextGuid().ToString();
        (names[from.Id], defenderIds[name]) = (name, from.Id);
        DateTimeOffset? stamp = LastModifiedTimeUtc == NativeLastModified.OfDefender ? from.LastUpdateDateTime : null;
        sentinel.Create(made => TowardsSentinel.Appear(made, from) with { LastModifiedTimeUtc = stamp ?? made.LastModifiedTimeUtc },
            Actor.NativeSync, name);
        Edit(name, incident => from.Comments.Aggregate(WithNewAlerts(incident, from),
            (commented, comment) => WithComment(commented, comment.Text, comment.CreatedByDisplayName)), stamp);
    }

    private void Carry(SentinelIncident twin, DefenderIncident from, PendingPair pair)
    {
        if (from.IsRedirected)
        {
            Edit(twin.Name, TowardsSentinel.Redirect);
            return;
        }

        var comments = pair.Comments.ToLookup(comment => comment.Portal);
        Edit(twin.Name, incident => comments[Portal.Defender].Aggregate(WithNewAlerts(TowardsSentinel.Carry(incident, from, pair), from),
            (commented, comment) => WithComment(commented, comment.New!, comment.Actor.Name)));
        if (DefenderChanges.Between(from, Carried(from)).Any())
        {
            defender.Edit(from.Id, Actor.NativeSync, Carried);
        }

        DefenderIncident Carried(DefenderIncident to) =>
            comments[Portal.Sentinel].Aggregate(TowardsDefender.Carry(to, twin, pair), WithComment);
    }

    private void Edit(string name, Func<SentinelIncident, SentinelIncident> change, DateTimeOffset? stamp = null)
    {
        if (sentinel.Find(name) is { } before && SentinelChanges.Between(before, change(before)).Any())
        {
            sentinel.Edit(name, Actor.NativeSync, change, stamp);
        }
    }

    private SentinelIncident WithNewAlerts(SentinelIncident incident, DefenderIncident from)
    {
        var joining = TowardsSentinel.NewAlerts(sentinel, defender, incident, from).ToList();
        return joining.Count == 0 ? incident : TowardsSentinel.Grow(incident, joining) with
        {
            Relations = incident.Relations.AddRange(joining.Select(alert => Related(incident, alert))),
        };
    }

    private SentinelRelation Related(SentinelIncident incident, DefenderAlert alert)
    {
        var id = Id(alert.Id);
        sentinel.AddAlert(null, made => made with
        {
            SystemAlertId = id,
            ProviderAlertId = alert.ProviderAlertId,
            AlertDisplayName = alert.Title,
            Description = alert.Description ?? "",
            Severity = NativeWords.ToSentinelSeverity(alert.Severity) ?? "Informational",
            ProductName = alert.ProductName,
            Tactics = alert.Category is null ? [] : [alert.Category],
            Techniques = alert.MitreTechniques,
            TimeGenerated = alert.CreatedDateTime,
        });
        return new SentinelRelation(Id($"relation/{alert.Id}"), incident.Etag,
            $"{sentinel.Workspace.ResourceId}/providers/Microsoft.SecurityInsights/Entities/{id}");
    }

    private static DefenderIncident WithComment(DefenderIncident incident, Edit comment) => incident with
    {
        Comments = incident.Comments.Add(new DefenderComment(comment.New!, comment.Actor.Name, comment.At)),
    };

    private SentinelIncident WithComment(SentinelIncident incident, string text, string author)
    {
        if (incident.Comments.Count >= SentinelLimits.Comments)
        {
            return incident;
        }

        var now = world.Clock.GetUtcNow();
        var name = Id($"comment/{incident.Name}/{incident.Comments.Count}");
        var comment = new SentinelComment(name, incident.Etag, text, new SentinelAuthor(null, null, author, null))
        {
            CreatedTimeUtc = now,
            LastModifiedTimeUtc = now,
        };
        return incident with { Comments = incident.Comments.Add(comment) };
    }

    private string Id(string name) => Streams.Of(world.Seed, $"native/{sentinel.Workspace.Name}/{name}").NextGuid().ToString();
}
