namespace IncidentSync.Simulator.Sentinel;

/// <summary>What the service refuses with 400.</summary>
internal static class IncidentRules
{
    /// <returns>Null when the document may be saved.</returns>
    public static string? Against(SentinelIncident given)
    {
        if (!SentinelVocabulary.Severities.Contains(given.Severity))
        {
            return $"Invalid value '{given.Severity}' for property 'severity'.";
        }

        if (!SentinelVocabulary.Statuses.Contains(given.Status))
        {
            return $"Invalid value '{given.Status}' for property 'status'.";
        }

        if (given.Owner.OwnerType is { } type && !SentinelVocabulary.OwnerTypes.Contains(type))
        {
            return $"Invalid value '{type}' for property 'ownerType'.";
        }

        if (given.Description?.Length > SentinelLimits.DescriptionLength)
        {
            return $"The description is longer than {SentinelLimits.DescriptionLength} characters.";
        }

        if (given.Labels.Any(label => label.Name.Length == 0))
        {
            return "Required property 'labelName' not found in JSON. Path 'properties.labels'.";
        }

        return given.Status == SentinelVocabulary.Closed ? AgainstVerdict(given) : AgainstOpenVerdict(given);
    }

    private static string? AgainstVerdict(SentinelIncident given)
    {
        if (given.Classification is not { } classification)
        {
            return "status 'Closed' must have classification.";
        }

        if (!SentinelVocabulary.Reasons.TryGetValue(classification, out var reasons))
        {
            return $"Invalid value '{classification}' for property 'classification'.";
        }

        if (given.ClassificationReason is not { } reason)
        {
            return reasons.IsEmpty ? null : $"classification '{classification}' must have classificationReason.";
        }

        return reasons.Contains(reason) ? null : $"classification '{classification}' cannot have classificationReason '{reason}'.";
    }

    private static string? AgainstOpenVerdict(SentinelIncident given) =>
        (given.Classification ?? given.ClassificationReason ?? given.ClassificationComment) is null
            ? null
            : $"classification can be set only when the status is '{SentinelVocabulary.Closed}'.";
}
