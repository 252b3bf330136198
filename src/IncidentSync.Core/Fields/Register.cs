using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// A field with one value at a time, where the later of two edits replaces the earlier. The members below say how registers differ;
/// <see cref="ThreeWayMerge"/> merges two edits for all of them.
/// </summary>
/// <typeparam name="T">The value in the shared vocabulary.</typeparam>
public abstract class Register<T> : Field
    where T : notnull
{
    /// <inheritdoc/>
    public override FieldDecision Decide(FieldCase fieldCase, PlanContext context) => ThreeWayMerge.Decide(this, fieldCase, context);

    /// <inheritdoc/>
    public override FieldDecision Resolve(FieldCase fieldCase, Portal winner, PlanContext context) =>
        ThreeWayMerge.Resolve(this, fieldCase, winner, context.Rules);

    /// <inheritdoc/>
    public sealed override bool Agree(Reading defender, Reading sentinel, FieldRules rules) =>
        defender is Seen<T> d && sentinel is Seen<T> s && Agree(d, s, rules);

    /// <inheritdoc/>
    public sealed override FieldBase? Adopted(FieldWrite write, Reading shown, FieldBase? before, FieldRules rules) =>
        Same(write.Value, shown) && Project(((Seen<T>)shown).Value, write.Portal.Other(), null, rules) is Projection<T>.Fits there
            ? write.Portal == Portal.Defender
                ? new FieldBase(shown, new Seen<T>(there.Value))
                : new FieldBase(new Seen<T>(there.Value), shown)
            : before;

    /// <inheritdoc/>
    public sealed override bool Same(Reading left, Reading right) =>
        left is Seen<T> l && right is Seen<T> r ? Same(l.Value, r.Value) : left == right;

    /// <inheritdoc/>
    public override Reading? ForTwin(Reading defender, FieldRules rules) =>
        defender is Seen<T> seen && Project(seen.Value, Portal.Sentinel, null, rules) is Projection<T>.Fits fits
            ? new Seen<T>(fits.Value)
            : null;

    /// <summary>
    /// What a portal would hold if this value were written over what it holds there now. Applied twice it changes nothing more.
    /// </summary>
    internal virtual Projection<T> Project(T value, Portal onto, Seen<T>? heldThere, FieldRules rules) => new Projection<T>.Fits(value);

    /// <summary>Whether two values of one portal are the same.</summary>
    internal virtual bool Same(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    /// <summary>Whether the value is empty; an empty one yields to a non-empty one when there is no base.</summary>
    internal virtual bool IsEmpty(T value) => false;

    /// <summary>Whether becoming empty is an edit that travels (a removed owner) or not (a title that the portal dropped).</summary>
    internal virtual bool EmptyTravels => true;

    /// <summary>Why this value cannot travel, whoever wins; null when it can.</summary>
    internal virtual HoldReason? MustNotOverwrite(T heldThere) => null;

    /// <summary>Why an edit made to <paramref name="now"/> on one portal must not travel.</summary>
    internal virtual HoldReason? MustNotTravel(Portal from, T now, Seen<T>? otherNow, FieldRules rules) => null;

    /// <summary>The place of a value in the order of a joining policy (open, closed, highest): the greater wins.</summary>
    internal virtual int Rank(ConflictPolicy policy, T value) => 0;

    internal abstract JsonNode Encode(T value);

    internal abstract T Decode(JsonNode json);

    /// <inheritdoc/>
    protected sealed override JsonNode ValueToJson(Reading reading) => Encode(((Seen<T>)reading).Value);

    /// <inheritdoc/>
    protected sealed override Reading ValueFromJson(JsonNode json) => new Seen<T>(Decode(json));

    private bool Agree(Seen<T> defender, Seen<T> sentinel, FieldRules rules) =>
        (Project(defender.Value, Portal.Sentinel, sentinel, rules) is Projection<T>.Fits onSentinel
            && Same(onSentinel.Value, sentinel.Value))
        || (Project(sentinel.Value, Portal.Defender, defender, rules) is Projection<T>.Fits onDefender
            && Same(onDefender.Value, defender.Value));
}
