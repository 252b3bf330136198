using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>How the Sentinel incident of a Defender incident starts, and the label that tells people which one that is.</summary>
public static class Twin
{
    private const string LabelPrefix = "defender:";

    /// <summary>The engine's label that names the Defender incident.</summary>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns><c>defender:{id}</c>.</returns>
    public static string Label(IncidentId defenderId) => LabelPrefix + defenderId.Value;

    /// <summary>The Defender incident that a label names, or null. Defender's ids are digits.</summary>
    /// <param name="label">A Sentinel label; its prefix is compared ignoring case.</param>
    /// <returns>The incident's id; null for every label that is not ours.</returns>
    public static IncidentId? NamedBy(string label) =>
        label.StartsWith(LabelPrefix, StringComparison.OrdinalIgnoreCase)
            && label.AsSpan(LabelPrefix.Length) is { Length: > 0 } id && !id.ContainsAnyExceptInRange('0', '9')
            ? new IncidentId(id.ToString())
            : null;

    /// <summary>The plan that creates it.</summary>
    /// <param name="defender">The Defender incident.</param>
    /// <param name="rules">The rules: a field that is off is left out unless Sentinel requires it.</param>
    /// <returns>Values, the label and the engine's comment.</returns>
    public static SyncAction.CreateTwin Create(Snapshot defender, SyncRules rules)
    {
        var fields = Fields.All.Where(field => IsTaken(field, defender))
            .Select(field => (Field: field, Value: field.ForTwin(defender.Incident[field], rules)))
            .Where(pair => pair.Value is not null && (IsRequired(pair.Field) || rules.PolicyOf(pair.Field) != ConflictPolicy.Off))
            .Select(pair => new FieldWrite(Portal.Sentinel, pair.Field, pair.Value!) { Of = defender.Incident[pair.Field] });
        return new(
            [.. fields.Select(write => IsEmptyTitle(write)
                ? write with { Value = new Seen<string>(TitleField.Invented(defender.Id)) }
                : write)],
            [Label(defender.Id)],
            $"Defender incident {defender.Id}: {Markup.Encode(Crossing.Line(defender.WebUrl))}");
    }

    /// <summary>
    /// Sentinel creates no incident without it (Incidents - Create Or Update), even where the connection leaves it alone afterwards.
    /// </summary>
    /// <param name="field">A field.</param>
    /// <returns>True for status, severity and title.</returns>
    public static bool IsRequired(Field field) => field is StatusField or SeverityField or TitleField;

    /// <summary>What a twin starts with where Sentinel refuses what Defender says.</summary>
    /// <param name="field">A field that Sentinel requires.</param>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns>A value of nobody's.</returns>
    public static Reading Invented(Field field, IncidentId defenderId) => field switch
    {
        TitleField => new Seen<string>(TitleField.Invented(defenderId)),
        SeverityField => new Seen<Severity>(Severity.Informational),
        StatusField => new Seen<Status>(Status.New),
        _ => throw new ArgumentException($"Sentinel does not require {field}.", nameof(field)),
    };

    // Sentinel takes and shows a verdict only of what is closed.
    private static bool IsTaken(Field field, Snapshot defender) =>
        field != Fields.Verdict || defender.Incident[Fields.Status] is Seen<Status> { Value: Status.Closed };

    private static bool IsEmptyTitle(FieldWrite write) =>
        write.Field == Fields.Title && write.Value is Seen<string> title && string.IsNullOrWhiteSpace(title.Value);
}
