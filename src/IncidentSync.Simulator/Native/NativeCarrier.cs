using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Native;

/// <summary>The hands of Microsoft's own sync: makes the incident of a Defender incident in Sentinel, and carries what was edited in a
/// pair.</summary>
internal sealed class NativeCarrier(DefenderPortal defender, SentinelPortal sentinel, Agenda agenda, int seed, Random random)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, string> _defenderIds = [];

    /// <summary>What it stamps an incident with that appears.</summary>
    public required NativeLastModified LastModifiedTimeUtc { get; set; }

    public bool HasTwin(string defenderId) => _names.ContainsKey(defenderId);

    /// <summary>The Defender incident of one that it made in Sentinel; null for any other.</summary>
    public string? DefenderIdOf(string sentinelName) => _defenderIds.GetValueOrDefault(sentinelName);

    public void Carry(DefenderIncident from, PendingPair pair)
    {
        if (!_names.TryGetValue(from.Id, out var name))
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
        (_names[from.Id], _defenderIds[name]) = (name, from.Id);
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

        var now = agenda.Now;
        var name = Id($"comment/{incident.Name}/{incident.Comments.Count}");
        var comment = new SentinelComment(name, incident.Etag, text, new SentinelAuthor(null, null, author, null))
        {
            CreatedTimeUtc = now,
            LastModifiedTimeUtc = now,
        };
        return incident with { Comments = incident.Comments.Add(comment) };
    }

    private string Id(string name) => Streams.Of(seed, $"native/{sentinel.Workspace.Name}/{name}").NextGuid().ToString();
}
