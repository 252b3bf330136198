using System.Collections.Immutable;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Native;

/// <summary>Makes a Defender incident say what its Sentinel incident says.</summary>
internal static class TowardsDefender
{
    public static DefenderIncident Carry(DefenderIncident to, SentinelIncident from, PendingPair pending)
    {
        var carried = to;
        if (pending.CameFrom(Portal.Sentinel, NativeField.Title))
        {
            carried = carried with { DisplayName = from.Title };
        }

        if (pending.CameFrom(Portal.Sentinel, NativeField.Severity))
        {
            carried = carried with { Severity = NativeWords.ToDefenderSeverity(from.Severity) };
        }

        if (pending.CameFrom(Portal.Sentinel, NativeField.Owner))
        {
            carried = carried with { AssignedTo = from.Owner.ToString() is { Length: > 0 } owner ? owner : null };
        }

        if (pending.CameFrom(Portal.Sentinel, NativeField.Tags))
        {
            carried = carried with { CustomTags = Tags(from) };
        }

        if (pending.CameFrom(Portal.Sentinel, NativeField.Status))
        {
            carried = carried with { Status = NativeWords.ToDefenderStatus(from.Status, to.Status) ?? to.Status };
        }

        return pending.CameFrom(Portal.Sentinel, NativeField.Verdict) ? WithVerdict(carried, from) : carried;
    }

    // A determination of the same class stays, and reopening in Sentinel, which drops the verdict there, clears nothing.
    private static DefenderIncident WithVerdict(DefenderIncident incident, SentinelIncident from)
    {
        if (from.Status != SentinelVocabulary.Closed)
        {
            return incident;
        }

        var (classification, determination) = NativeWords.ToDefenderVerdict(from.Classification);
        return (incident.Classification ?? "unknown") == classification
            ? incident
            : incident with { Classification = classification, Determination = determination };
    }

    private static ImmutableList<string> Tags(SentinelIncident from) =>
        [.. from.Labels.Where(label => label.Type == "User").Select(label => label.Name).Distinct()];
}
