using System.Text.Json.Nodes;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Core.Incidents;

/// <summary>
/// One thing that is kept the same on both portals: how it is compared, what each portal can hold of it, how two edits merge, and the
/// policies it allows. A field is one file in this folder, a line in <see cref="Fields"/>, and a mapping in each connector.
/// </summary>
public abstract class Field
{
    /// <summary>The name in configuration, tables, endpoints, metrics and pages.</summary>
    public abstract string Name { get; }

    /// <summary>The policies a connection may choose for this field; the first is the default.</summary>
    public abstract IReadOnlyList<ConflictPolicy> Policies { get; }

    /// <summary>Decides what this field needs. Pure: it reads the case and writes nothing.</summary>
    public abstract FieldDecision Decide(FieldCase fieldCase, PlanContext context);

    /// <summary>What becomes of the field when an operator decided that a portal's value prevails.</summary>
    public abstract FieldDecision Resolve(FieldCase fieldCase, Portal winner, PlanContext context);

    /// <summary>Both portals hold the same, as far as each can.</summary>
    public abstract bool Agree(Reading defender, Reading sentinel, SyncRules rules);

    /// <summary>The bases now that the portals show this: what both hold where they agree, else <paramref name="before"/>.</summary>
    public virtual FieldBase? Agreed(Reading defender, Reading sentinel, FieldBase? before, SyncRules rules) =>
        Agree(defender, sentinel, rules) ? new FieldBase(defender, sentinel) : before;

    /// <summary>Two readings of one portal say the same, in that portal's own vocabulary.</summary>
    public abstract bool Same(Reading left, Reading right);

    /// <summary>What Sentinel is given when the twin is created, or null to leave the field out.</summary>
    public abstract Reading? ForTwin(Reading defender, SyncRules rules);

    /// <summary>The reading as stored and shown.</summary>
    public JsonNode? ToJson(Reading reading) => reading switch
    {
        Unknown unknown => new JsonObject { ["unknown"] = unknown.Raw },
        Unseen => null,
        _ => ValueToJson(reading),
    };

    /// <summary>The reading that <see cref="ToJson"/> wrote.</summary>
    public Reading FromJson(JsonNode? json) => json switch
    {
        null => Reading.Unseen,
        JsonObject o when o.TryGetPropertyValue("unknown", out var raw) => new Unknown(raw?.GetValue<string>() ?? ""),
        _ => ValueFromJson(json),
    };

    /// <summary>A seen value as JSON.</summary>
    protected abstract JsonNode ValueToJson(Reading reading);

    /// <summary>A seen value from JSON.</summary>
    protected abstract Reading ValueFromJson(JsonNode json);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
