using System.Text.RegularExpressions;

namespace IncidentSync.Service.Configuration;

/// <summary>What can be wrong with the alerts of a connection and their stream.</summary>
internal static partial class AlertValidator
{
    // One row may be as large as this with all its columns cut.
    private const int LeastBatchBytes = 10_000;
    private const int MostBatchBytes = 1_000_000;

    public static void Validate(AlertsOptions alerts, Errors errors)
    {
        errors.Positive("PollInterval", alerts.PollInterval);
        errors.Positive("IdlePollInterval", alerts.IdlePollInterval);
        errors.NotNegative("Overlap", alerts.Overlap);
        errors.NotNegative("Backfill", alerts.Backfill);
        errors.Positive("Retention", alerts.Retention);
    }

    public static void Validate(StreamOptions stream, Errors errors)
    {
        var isOn = stream.Mode.Equals("On", StringComparison.OrdinalIgnoreCase);
        errors.OneOf("Mode", stream.Mode, "Auto", "On", "Off");
        errors.Https("Endpoint", stream.Endpoint);
        errors.When(
            (isOn || stream.RuleId.Length > 0) && stream.Endpoint.Length == 0,
            "Endpoint", "is missing: the endpoint of the data collection rule (output endpoint of deploy/azure/stream.bicep)");
        errors.When(
            (isOn || stream.Endpoint.Length > 0) && stream.RuleId.Length == 0,
            "RuleId", "is missing: the immutable id of the data collection rule (output ruleId of deploy/azure/stream.bicep)");
        errors.When(
            stream.RuleId.Length > 0 && !RuleId().IsMatch(stream.RuleId), "RuleId", "is not an immutable id like dcr- and 32 hex digits");
        errors.When(
            stream.RuleResourceId.Length > 0 && !ResourceId().IsMatch(stream.RuleResourceId),
            "RuleResourceId", "is not the ARM id of a data collection rule (/subscriptions/.../dataCollectionRules/NAME)");
        errors.When(!StreamName().IsMatch(stream.AlertStream), "AlertStream", "is not the name of a stream like Custom-DefenderAlerts");
        errors.When(
            !StreamName().IsMatch(stream.EvidenceStream),
            "EvidenceStream", "is not the name of a stream like Custom-DefenderAlertEvidence");
        errors.NotNegative("Linger", stream.Linger);
        errors.When(
            stream.MaxBatchBytes is < LeastBatchBytes or > MostBatchBytes,
            "MaxBatchBytes", $"must be from {LeastBatchBytes} to {MostBatchBytes} bytes");
        errors.NotNegative("CommentInterval", stream.CommentInterval);
    }

    [GeneratedRegex("^dcr-[0-9A-Za-z]{1,64}$")]
    private static partial Regex RuleId();

    [GeneratedRegex("^Custom-[A-Za-z0-9_]{1,60}$")]
    private static partial Regex StreamName();

    [GeneratedRegex(
        "^/subscriptions/[^/?#]+/resourceGroups/[^/?#]+/providers/Microsoft.Insights/dataCollectionRules/[^/?#]+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ResourceId();
}
