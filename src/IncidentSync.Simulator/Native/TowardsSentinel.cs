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

    /// <summary>As it first appears. Its creation stamp is Defender's, in milliseconds, so it lies before the moment it can be
    /// seen.</summary>
    public static SentinelIncident Appear(SentinelIncident made, DefenderIncident from)
    {
        var stamp = from.CreatedDateTime.AddTicks(-(from.CreatedDateTime.Ticks % TimeSpan.TicksPerMillisecond));
        var appeared = made with
        {
            CreatedTimeUtc = stamp,
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
            carried = carried with { Title = from.DisplayName };
        if (pending.CameFrom(Portal.Defender, NativeField.Severity))
            carried = carried with { Severity = NativeWords.ToSentinelSeverity(from.Severity) ?? to.Severity };
        if (pending.CameFrom(Portal.Defender, NativeField.Owner))
            carried = carried with { Owner = Owner(from.AssignedTo) };
        if (pending.CameFrom(Portal.Defender, NativeField.Tags))
            carried = carried with { Labels = Labels(to, from) };
        if (pending.CameFrom(Portal.Defender, NativeField.Status))
            carried = WithVerdict(carried with { Status = NativeWords.ToSentinelStatus(from.Status) ?? to.Status }, from);
        else if (pending.CameFrom(Portal.Defender, NativeField.Verdict))
            carried = WithVerdict(carried, from);
        return carried;
    }

    /// <summary>The source of a merge: closed and labelled. Which classification it gets is not recorded.</summary>
    public static SentinelIncident Redirect(SentinelIncident incident) => incident with
    {
        Status = SentinelVocabulary.Closed,
        Classification = incident.Classification ?? "Undetermined",
        Labels = incident.Labels.Exists(label => label.Name == RedirectedLabel)
            ? incident.Labels
            : incident.Labels.Add(new SentinelLabel(RedirectedLabel) { Type = "AutoAssigned" }),
        Relations = [],
    };

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
            return incident with { Classification = null, ClassificationReason = null, ClassificationComment = null };
        var (classification, reason) = NativeWords.ToSentinelVerdict(from.Classification);
        return incident.Classification == classification
            ? incident
            : incident with { Classification = classification, ClassificationReason = reason };
    }
}
