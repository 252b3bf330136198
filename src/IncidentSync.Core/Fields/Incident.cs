using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>An incident in the shared vocabulary: one reading per field.</summary>
public sealed class Incident
{
    private readonly ImmutableDictionary<Field, Reading> _readings;

    private Incident(ImmutableDictionary<Field, Reading> readings) => _readings = readings;

    // By reference: the dictionary would keep the old one of two equal readings, and equal tags may be spelt differently.
    /// <summary>An incident of which nothing is known yet.</summary>
    public static readonly Incident Empty = new(ImmutableDictionary.Create<Field, Reading>(null, ReferenceEqualityComparer.Instance));

    /// <summary>What is known of a field; unseen when nothing is.</summary>
    public Reading this[Field field] => _readings.GetValueOrDefault(field, Reading.Unseen);

    /// <summary>The same incident with another reading of one field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="reading">The new reading.</param>
    /// <returns>A new incident; this one does not change.</returns>
    public Incident With(Field field, Reading reading) => new(_readings.SetItem(field, reading));

    /// <summary>The canonical text: equal incidents have equal texts.</summary>
    /// <returns>One member a field, in the order of <see cref="AllFields.All"/>; what is unseen has none.</returns>
    public JsonObject ToJson() =>
        new(AllFields.All.Select(field => KeyValuePair.Create(field.Name, field.ToJson(this[field])))
            .Where(pair => pair.Value is not null));

    /// <summary>
    /// The incident that <see cref="ToJson"/> wrote. Names it does not know are left out: a newer version may have written them.
    /// </summary>
    /// <param name="json">The object.</param>
    /// <returns>The incident; a field without a member is unseen.</returns>
    public static Incident FromJson(JsonObject json) =>
        AllFields.All.Aggregate(Empty, (incident, field) => incident.With(field, field.FromJson(json[field.Name])));
}
