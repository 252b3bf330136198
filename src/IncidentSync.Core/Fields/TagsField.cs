using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// The tags that people set: Defender's customTags, Sentinel's labels of type User. What Microsoft or the engine sets (systemTags,
/// AutoAssigned labels, <c>Redirected</c>, <c>defender:{id}</c>) is not among them; the connectors leave it where it is.
/// </summary>
/// <remarks>
/// Merged element by element, tags cannot conflict: if both portals changed an element since the base, they changed it the same way.
/// <code>
/// | policy | Defender          | Sentinel | decision                                                             |
/// |--------|-------------------|----------|----------------------------------------------------------------------|
/// | off    | any               | any      | unchanged: not compared                                              |
/// | any    | unknown or unseen on either  | held, or unchanged                                                   |
/// | any    | the same tags                | agreed                                                               |
/// | hold   | differ                       | held                                                                 |
/// | merge  | differ                       | each portal that lacks part of the merged set gets the whole set     |
/// </code>
/// </remarks>
public sealed class TagsField : Field
{
    /// <inheritdoc/>
    public override string Name => "tags";

    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } = [ConflictPolicy.Merge, ConflictPolicy.Hold, ConflictPolicy.Off];

    /// <summary>
    /// Whether a tag is not a person's: Microsoft sets it on the source of a merge, or it is our label of a twin's Defender incident or its
    /// priority. A tag that would get such a name when it crosses counts, too, and one of which nothing would cross.
    /// </summary>
    /// <param name="name">A tag or label as a portal shows it.</param>
    /// <returns>True if it is left where it is, and never copied.</returns>
    public static bool IsOwned(string name) => IsNobodys(Crossing.Line(name).Trim());

    /// <inheritdoc/>
    public override FieldDecision Decide(FieldCase fieldCase, PlanContext context) =>
        (context.Rules.PolicyOf(this), fieldCase.Defender.Now, fieldCase.Sentinel.Now) switch
        {
            var (policy, _, _) when policy == ConflictPolicy.Off => new Unchanged(this),
            (_, Unknown, _) or (_, _, Unknown) => new Held(this, HoldReason.UnknownValue, fieldCase.Defender.Now, fieldCase.Sentinel.Now),
            (_, Seen<Tags> d, Seen<Tags> s) when d.Value.Equals(s.Value) => new Agreed(this),
            var (policy, d, s) when policy == ConflictPolicy.Hold && d is Seen<Tags> && s is Seen<Tags> =>
                new Held(this, HoldReason.Conflict, d, s),
            (_, Seen<Tags> d, Seen<Tags> s) => Merge(fieldCase, d, s),
            _ => new Unchanged(this),
        };

    /// <inheritdoc/>
    /// <remarks>The winner's tags, all of them, become the other's.</remarks>
    public override FieldDecision Resolve(FieldCase fieldCase, Portal winner, PlanContext context) =>
        (fieldCase.Defender.Now, fieldCase.Sentinel.Now) is (Seen<Tags> d, Seen<Tags> s) && !d.Value.Equals(s.Value)
            ? new Resolved(
                this,
                new Conflict(d, s, winner, Resolution.Rule),
                new FieldWrite(winner.Other(), this, new Seen<Tags>((winner == Portal.Defender ? d : s).Value.Crossed)))
            : new Unchanged(this);

    /// <inheritdoc/>
    public override bool Agree(Reading defender, Reading sentinel, FieldRules rules) => defender is Seen<Tags> && Same(defender, sentinel);

    /// <summary>
    /// The base moves element by element as well: a tag on both portals counts as agreed while others are still on their way. Otherwise its
    /// removal in between would look like the other portal's addition.
    /// </summary>
    /// <param name="defender">Defender's tags.</param>
    /// <param name="sentinel">Sentinel's tags.</param>
    /// <param name="before">The base so far; null at first contact.</param>
    /// <param name="rules">Not used.</param>
    /// <returns>The base from now on; <paramref name="before"/> when either is unseen or unknown.</returns>
    public override FieldBase? Agreed(Reading defender, Reading sentinel, FieldBase? before, FieldRules rules) =>
        (defender, sentinel) switch
        {
            (Seen<Tags> d, Seen<Tags> s) when d.Value.Equals(s.Value) => new FieldBase(d, s),
            (Seen<Tags> d, Seen<Tags> s) => new FieldBase(
                Part(d, before?.Defender, s), Part(s, before?.Sentinel, d), before?.DefenderSince, before?.SentinelSince),
            _ => before,
        };

    /// <inheritdoc/>
    /// <remarks>The added tags are there and the removed ones are not; other tags do not matter.</remarks>
    public override bool Shows(FieldWrite write, Reading shown) => write is { Value: Seen<Tags> written, Over: Seen<Tags> over }
        ? shown is Seen<Tags> seen && Tags.Shows(over.Value, written.Value, seen.Value)
        : base.Shows(write, shown);

    /// <inheritdoc/>
    public override FieldBase? Adopted(FieldWrite write, Reading shown, FieldBase? before, FieldRules rules)
    {
        return write is { Value: Seen<Tags> written, Over: Seen<Tags> over } && shown is Seen<Tags> seen
            ? new FieldBase(Part(before?.Defender), Part(before?.Sentinel), before?.DefenderSince, before?.SentinelSince)
            : before;

        Seen<Tags> Part(Reading? held) =>
            new(Tags.Adopted(held is Seen<Tags> had ? had.Value : Tags.None, over.Value, written.Value, seen.Value));
    }

    /// <inheritdoc/>
    public override bool Same(Reading left, Reading right) => left == right;

    /// <inheritdoc/>
    public override Reading Rebase(Reading stood, Reading from, Reading to) =>
        (stood, from, to) is (Seen<Tags> ours, Seen<Tags> found, Seen<Tags> left)
            ? new Seen<Tags>(Tags.Merge(ours.Value, found.Value, left.Value, found.Value))
            : to;

    /// <inheritdoc/>
    public override Reading? ForTwin(Reading defender, FieldRules rules) =>
        defender is Seen<Tags> { Value: { IsEmpty: false } tags } ? new Seen<Tags>(tags.Crossed) : null;

    /// <inheritdoc/>
    protected override JsonNode ValueToJson(Reading reading) =>
        new JsonArray([.. ((Seen<Tags>)reading).Value.Shown.Select(tag => (JsonNode)tag)]);

    /// <inheritdoc/>
    protected override Reading ValueFromJson(JsonNode json) =>
        new Seen<Tags>(Tags.Of(json.AsArray().Select(tag => tag!.GetValue<string>())));

    private static bool IsNobodys(string name) =>
        name.Length == 0 || EngineLabel.TwinNamedBy(name) is not null || PriorityField.ShownBy(name) is not null
        || string.Equals(name, EngineLabel.Redirected, StringComparison.OrdinalIgnoreCase);

    private Merged Merge(FieldCase fieldCase, Seen<Tags> d, Seen<Tags> s)
    {
        var (dBefore, sBefore) = (Before(fieldCase.Defender), Before(fieldCase.Sentinel));
        var inDefender = Tags.Merge(d.Value, dBefore, s.Value, sBefore);
        var inSentinel = Tags.Merge(s.Value, sBefore, d.Value, dBefore);
        var writes = ImmutableArray.CreateBuilder<FieldWrite>();
        if (!inDefender.Equals(d.Value))
        {
            writes.Add(new FieldWrite(Portal.Defender, this, new Seen<Tags>(inDefender)));
        }

        if (!inSentinel.Equals(s.Value))
        {
            writes.Add(new FieldWrite(Portal.Sentinel, this, new Seen<Tags>(inSentinel)));
        }

        return new Merged(this, d, s, writes.ToImmutable());
    }

    private static Seen<Tags> Part(Seen<Tags> ours, Reading? before, Seen<Tags> theirs) =>
        new(Tags.Agreed(ours.Value, before is Seen<Tags> held ? held.Value : Tags.None, theirs.Value));

    private static Tags? Before(FieldSide side) => side.Base is Seen<Tags> held ? held.Value : null;
}
