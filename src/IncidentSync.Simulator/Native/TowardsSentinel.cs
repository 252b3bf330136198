using System.Collections.Immutable;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Native;

/// <summary>Makes a Sentinel incident say what its Defender incident says.</summary>
internal static class TowardsSentinel
{
    public const string RedirectedLabel = "Redirected";

    private const int MostAlerts = 150;

    /// <summary>As it first appears, without its description. Its creation stamp is Defender's own, so it lies before the moment it can be
    /// seen; without an alert that is its activity too.</summary>
    public static SentinelIncident Appear(SentinelIncident made, DefenderIncident from)
    {
        var appeared = made with
        {
            CreatedTimeUtc = from.CreatedDateTime,
            FirstActivityTimeUtc = from.CreatedDateTime,
            LastActivityTimeUtc = from.CreatedDateTime,
            ProviderName = NativeProvider.Name,
            ProviderIncidentId = from.Id,
            ProviderIncidentUrl = from.WebUrl,
            Title = from.DisplayName,
            Severity = NativeWords.ToSentinelSeverity(from.Severity) ?? "Informational",
            Status = NativeWords.ToSentinelStatus(from.Status) ?? "New",
            Owner = Owner(from.AssignedTo),
            Labels = [.. from.CustomTags.Select(tag => new SentinelLabel(tag))],
        };
        return WithVerdict(appeared, from);
    }

    public static SentinelIncident Carry(SentinelIncident to, DefenderIncident from, PendingPair pending)
    {
        var carried = to;
        if (pending.CameFrom(Portal.Defender, NativeField.Title))
        {
            carried = carried with { Title = from.DisplayName };
        }

        if (pending.CameFrom(Portal.Defender, NativeField.Severity))
        {
            carried = carried with { Severity = NativeWords.ToSentinelSeverity(from.Severity) ?? to.Severity };
        }

        if (pending.CameFrom(Portal.Defender, NativeField.Owner))
        {
            carried = carried with { Owner = Owner(from.AssignedTo) };
        }

        if (pending.CameFrom(Portal.Defender, NativeField.Tags))
        {
            carried = carried with { Labels = Labels(to, from) };
        }

        if (pending.CameFrom(Portal.Defender, NativeField.Status))
        {
            carried = WithVerdict(carried with { Status = NativeWords.ToSentinelStatus(from.Status) ?? to.Status }, from);
        }
        else if (pending.CameFrom(Portal.Defender, NativeField.Verdict))
        {
            carried = WithVerdict(carried, from);
        }

        return carried;
    }

    /// <summary>The source of a merge, as 33 of 33 live rows show it: closed as undetermined, without a reason, an alert, or any label but
    /// this. What persons labelled and judged is gone; the owner stays (4 of 4).</summary>
    public static SentinelIncident Redirect(SentinelIncident incident) => incident with
    {
        Status = SentinelVocabulary.Closed,
        Classification = "Undetermined",
        ClassificationReason = null,
        ClassificationComment = null,
        Labels = [new SentinelLabel(RedirectedLabel) { Type = "AutoAssigned" }],
        Relations = [],
    };

    /// <summary>With the activity and the techniques of alerts that join it.</summary>
    public static SentinelIncident Grow(SentinelIncident incident, IReadOnlyCollection<DefenderAlert> joining)
    {
        var known = incident.Relations.Exists(relation => relation.IsAlert);
        var first = joining.Select(alert => alert.FirstActivityDateTime ?? alert.CreatedDateTime);
        var last = joining.Select(alert => alert.LastActivityDateTime ?? alert.CreatedDateTime);
        return incident with
        {
            FirstActivityTimeUtc = (known ? first.Append(incident.FirstActivityTimeUtc ?? incident.CreatedTimeUtc) : first).Min(),
            LastActivityTimeUtc = (known ? last.Append(incident.LastActivityTimeUtc ?? incident.CreatedTimeUtc) : last).Max(),
            Tactics = [.. incident.Tactics.Union(joining.Select(alert => alert.Category).OfType<string>())],
            Techniques = [.. incident.Techniques.Union(joining.SelectMany(alert => alert.MitreTechniques))],
        };
    }

    /// <summary>The alerts Defender has and Sentinel has not, up to the most that an incident holds.</summary>
    public static IEnumerable<DefenderAlert> NewAlerts(
        SentinelPortal sentinel, DefenderPortal defender, SentinelIncident incident, DefenderIncident from)
    {
        var there = incident.Relations.Select(relation => sentinel.FindAlert(relation.RelatedName)?.ProviderAlertId).ToHashSet();
        return from.AlertIds.Select(id => defender.FindAlert(id)).OfType<DefenderAlert>()
            .Where(alert => !there.Contains(alert.ProviderAlertId))
            .Take(Math.Max(0, MostAlerts - incident.Relations.Count(relation => relation.IsAlert)));
    }

    private static SentinelOwner Owner(string? assignedTo) => assignedTo switch
    {
        null or "" => SentinelOwner.Nobody,
        _ when assignedTo.Contains('@', StringComparison.Ordinal) =>
            new SentinelOwner { UserPrincipalName = assignedTo, Email = assignedTo, OwnerType = "User" },
        _ => new SentinelOwner { AssignedTo = assignedTo, OwnerType = "Unknown" },
    };

    private static ImmutableList<SentinelLabel> Labels(SentinelIncident to, DefenderIncident from) =>
    [
        .. to.Labels.Where(label => label.Type != "User" || from.CustomTags.Contains(label.Name)),
        .. from.CustomTags.Where(tag => !to.Labels.Exists(label => label.Name == tag)).Select(tag => new SentinelLabel(tag)),
    ];

    // Sentinel holds a verdict only while an incident is closed; one of the same class keeps its reason.
    private static SentinelIncident WithVerdict(SentinelIncident incident, DefenderIncident from)
    {
        if (incident.Status != SentinelVocabulary.Closed)
        {
            return incident with { Classification = null, ClassificationReason = null, ClassificationComment = null };
        }

        var (classification, reason) = NativeWords.ToSentinelVerdict(from.Classification);
        return incident.Classification == classification
            ? incident
            : incident with { Classification = classification, ClassificationReason = reason };
    }
}
