using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>How the twin of a Defender incident starts.</summary>
public static class Twin
{
    /// <summary>The plan that creates it.</summary>
    /// <param name="defender">The Defender incident.</param>
    /// <param name="rules">The rules: a field that is off is left out unless Sentinel requires it.</param>
    /// <returns>Values, the label and the engine's comment.</returns>
    public static SyncAction.CreateTwin Create(Snapshot defender, SyncRules rules)
    {
        var fields = AllFields.All.Where(field => IsTaken(field, defender))
            .Select(field => (Field: field, Value: field.ForTwin(defender.Incident[field], rules.Fields)))
            .Where(pair => pair.Value is not null && (IsRequired(pair.Field) || rules.Fields.PolicyOf(pair.Field) != ConflictPolicy.Off))
            .Select(pair => new FieldWrite(Portal.Sentinel, pair.Field, pair.Value!) { Of = defender.Incident[pair.Field] });
        return new(
            [.. fields.Select(write => IsEmptyTitle(write)
                ? write with { Value = new Seen<string>(TitleField.Invented(defender.Id)) }
                : write)],
            [EngineLabel.OfTwin(defender.Id)],
            $"Defender incident {defender.Id}: {Markup.Encode(Crossing.Line(defender.WebUrl))}");
    }

    /// <summary>
    /// Sentinel creates no incident without this field (Incidents - Create Or Update), even where the connection does not sync it.
    /// </summary>
    /// <param name="field">A field.</param>
    /// <returns>True for status, severity and title.</returns>
    public static bool IsRequired(Field field) => field is StatusField or SeverityField or TitleField;

    /// <summary>The value that a twin starts with where Sentinel refuses Defender's.</summary>
    /// <param name="field">A field that Sentinel requires.</param>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns>An invented value.</returns>
    public static Reading Invented(Field field, IncidentId defenderId) => field switch
    {
        TitleField => new Seen<string>(TitleField.Invented(defenderId)),
        SeverityField => new Seen<Severity>(Severity.Informational),
        StatusField => new Seen<Status>(Status.New),
        _ => throw new ArgumentException($"Sentinel does not require {field}.", nameof(field)),
    };

    // Sentinel accepts and shows a verdict only while the incident is closed.
    private static bool IsTaken(Field field, Snapshot defender) =>
        field != AllFields.Verdict || defender.Incident[AllFields.Status] is Seen<Status> { Value: Status.Closed };

    private static bool IsEmptyTitle(FieldWrite write) =>
        write.Field == AllFields.Title && write.Value is Seen<string> title && string.IsNullOrWhiteSpace(title.Value);
}
