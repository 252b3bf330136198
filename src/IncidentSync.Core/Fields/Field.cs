using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// One thing that is kept the same on both portals: how it is compared, what each portal can hold of it, how two edits merge, and the
/// policies it allows. A field is one file in this folder, a line in <see cref="AllFields"/>, and a mapping in each connector.
/// </summary>
public abstract class Field
{
    /// <summary>The name in configuration, tables, endpoints, metrics and pages.</summary>
    public abstract string Name { get; }

    /// <summary>The policies a connection may choose for this field; the first is the default.</summary>
    public abstract IReadOnlyList<ConflictPolicy> Policies { get; }

    /// <summary>Decides what this field needs. Pure: it reads the case and writes nothing.</summary>
    /// <param name="fieldCase">Both sides of the field.</param>
    /// <param name="context">The rules, and what was decided before it.</param>
    /// <returns>The decision.</returns>
    public abstract FieldDecision Decide(FieldCase fieldCase, PlanContext context);

    /// <summary>The decision when an operator chose a portal's value.</summary>
    /// <param name="fieldCase">What each portal holds and held.</param>
    /// <param name="winner">The portal whose value prevails.</param>
    /// <param name="context">The rules, and what was decided before.</param>
    /// <returns>Resolved; or held, when the value cannot be written.</returns>
    public abstract FieldDecision Resolve(FieldCase fieldCase, Portal winner, PlanContext context);

    /// <summary>The decision when a guard withholds the write.</summary>
    /// <param name="fieldCase">What each portal holds and held.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="context">The rules, and what was decided before.</param>
    /// <returns>Held.</returns>
    public virtual FieldDecision Withhold(FieldCase fieldCase, HoldReason reason, PlanContext context) =>
        new Held(this, reason, fieldCase.Defender.Now, fieldCase.Sentinel.Now);

    /// <summary>Whether both portals hold the same, as far as each can.</summary>
    /// <param name="defender">Defender's reading.</param>
    /// <param name="sentinel">Sentinel's reading.</param>
    /// <param name="rules">The rules, with the owner map.</param>
    /// <returns>False also when either is unseen or unknown.</returns>
    public abstract bool Agree(Reading defender, Reading sentinel, FieldRules rules);

    /// <summary>The bases now that the portals show this: what both hold where they agree, else <paramref name="before"/>.</summary>
    /// <param name="defender">Defender's reading.</param>
    /// <param name="sentinel">Sentinel's reading.</param>
    /// <param name="before">The base so far; null at first contact.</param>
    /// <param name="rules">The rules, with the owner map.</param>
    /// <returns>The base from now on; null while they never agreed.</returns>
    public virtual FieldBase? Agreed(Reading defender, Reading sentinel, FieldBase? before, FieldRules rules) =>
        Agree(defender, sentinel, rules) ? new FieldBase(defender, sentinel) : before;

    /// <summary>Whether the portal shows a write's value, whatever else it shows.</summary>
    /// <param name="write">The write that was sent.</param>
    /// <param name="shown">The portal's reading.</param>
    /// <returns>True when the write took effect, or somebody made the same edit.</returns>
    public virtual bool Shows(FieldWrite write, Reading shown) => Same(write.Value, shown);

    /// <summary>
    /// The bases after a look for a write that got no answer: where the portal shows what was written, the portals agreed on it then,
    /// whatever the other one holds now.
    /// </summary>
    /// <param name="write">The write that was sent.</param>
    /// <param name="shown">The portal's reading now.</param>
    /// <param name="before">The base so far; null at first contact.</param>
    /// <param name="rules">The rules, with the owner map.</param>
    /// <returns>The base from now on; <paramref name="before"/> when nothing of the write is shown.</returns>
    public abstract FieldBase? Adopted(FieldWrite write, Reading shown, FieldBase? before, FieldRules rules);

    /// <summary>Whether two readings of one portal are the same, in that portal's vocabulary.</summary>
    /// <param name="left">A reading.</param>
    /// <param name="right">Another of the same portal.</param>
    /// <returns>True when changing one into the other is not an edit.</returns>
    public abstract bool Same(Reading left, Reading right);

    /// <summary>What a portal would hold if an edit had been made to another value than the one it was made to.</summary>
    /// <param name="stood">The value to be edited.</param>
    /// <param name="from">The value that the edit replaced.</param>
    /// <param name="to">The value that the edit left.</param>
    /// <returns>Their value; of tags, those that they added and without those that they removed.</returns>
    public virtual Reading Rebase(Reading stood, Reading from, Reading to) => to;

    /// <summary>The value for Sentinel when the twin is created; null leaves the field out.</summary>
    /// <param name="defender">Defender's reading.</param>
    /// <param name="rules">The rules, with the owner map.</param>
    /// <returns>A value that Sentinel can hold, or null.</returns>
    public abstract Reading? ForTwin(Reading defender, FieldRules rules);

    /// <summary>The reading as stored and shown.</summary>
    /// <param name="reading">A reading of this field.</param>
    /// <returns>Null for unseen, <c>{"unknown": raw}</c> for unknown, else the value.</returns>
    public JsonNode? ToJson(Reading reading) => reading switch
    {
        Unknown unknown => new JsonObject { ["unknown"] = unknown.Raw },
        Unseen => null,
        _ => ValueToJson(reading),
    };

    /// <summary>The reading that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What was stored; null or absent is unseen.</param>
    /// <returns>The reading. JSON of another shape is a bug of the store and throws.</returns>
    public Reading FromJson(JsonNode? json) => json switch
    {
        null => Reading.Unseen,
        JsonObject o when o.TryGetPropertyValue("unknown", out var raw) => new Unknown(raw?.GetValue<string>() ?? ""),
        _ => ValueFromJson(json),
    };

    /// <summary>A seen value as JSON.</summary>
    /// <param name="reading">A seen value of this field.</param>
    /// <returns>Never null, and never an object with a member <c>unknown</c>.</returns>
    protected abstract JsonNode ValueToJson(Reading reading);

    /// <summary>A seen value from JSON.</summary>
    /// <param name="json">What <see cref="ValueToJson"/> wrote.</param>
    /// <returns>A seen value equal to the one that was written.</returns>
    protected abstract Reading ValueFromJson(JsonNode json);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
