using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// The verdict. Sentinel shows one only while the incident is Closed; otherwise it is unseen there. The portals' details differ (14
/// determinations: Graph, alertDetermination; 4 reasons: Incidents - Create Or Update), so only the classification and the comment are
/// compared, and a detail that already fits stays.
/// </summary>
/// <remarks>
/// <code>
/// | Sentinel now           | Sentinel's status after | Defender           | decision                                           |
/// |------------------------|-------------------------|--------------------|----------------------------------------------------|
/// | unseen                 | not Closed              | any                | unchanged: not compared                            |
/// | unseen                 | Closed (this plan's)    | a verdict          | carried to Sentinel with the close                 |
/// | unseen                 | Closed (this plan's)    | none               | unchanged: the close says Undetermined             |
/// | changed to Undetermined without having shown Defender's verdict       | resolved: Defender's is kept (except under hold)   |
/// | any other              | any                     | any                | ThreeWayMerge                                      |
/// | a decision to write Sentinel while it will not be Closed              | kept as decided, without the write                 |
/// | held for any reason, and Sentinel is reopened: the verdict vanishes   | held: reopened, journaled each time                |
/// </code>
/// </remarks>
public sealed class VerdictField : Register<Verdict>
{
    /// <summary>Defender keeps this much of a resolving comment, and answers 200 to more (measured by the public zerosoc client).</summary>
    public const int DefenderCommentLimit = 30_000;

    /// <summary>The name under which the journal shows the fourth row of the table.</summary>
    public const string UnseenRule = "undetermined-yields";

    /// <inheritdoc/>
    public override string Name => "verdict";

    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } =
        [ConflictPolicy.Newest, ConflictPolicy.Defender, ConflictPolicy.Sentinel, ConflictPolicy.Hold, ConflictPolicy.Off];

    /// <inheritdoc/>
    public override FieldDecision Decide(FieldCase fieldCase, PlanContext context)
    {
        var policy = context.Rules.PolicyOf(this);
        if (policy == ConflictPolicy.Off)
        {
            return new Unchanged(this);
        }

        var closedAfter = ClosedAfter(context);
        var decision = (fieldCase.Defender.Now, fieldCase.Sentinel.Now) switch
        {
            (Seen<Verdict> d, Unseen) => closedAfter && !IsEmpty(d.Value) ? CloseWith(d, fieldCase, context) : new Unchanged(this),
            (Seen<Verdict> d, Seen<Verdict> s) when policy != ConflictPolicy.Hold && YieldsTo(d, s, fieldCase) => Keep(d, s, context),
            _ => base.Decide(fieldCase, context),
        };

        return closedAfter ? decision : WhileOpen(decision);
    }

    /// <inheritdoc/>
    public override FieldDecision Resolve(FieldCase fieldCase, Portal winner, PlanContext context) =>
        base.Resolve(fieldCase, winner, context) is var decision && ClosedAfter(context) ? decision : WhileOpen(decision);

    /// <inheritdoc/>
    public override FieldDecision Withhold(FieldCase fieldCase, HoldReason reason, PlanContext context) =>
        base.Withhold(fieldCase, reason, context) is var decision && ClosedAfter(context) ? decision : WhileOpen(decision);

    /// <inheritdoc/>
    public override Reading? ForTwin(Reading defender, FieldRules rules) =>
        defender is Seen<Verdict> seen && !IsEmpty(seen.Value) ? base.ForTwin(defender, rules) : null;

    internal override bool Same(Verdict left, Verdict right) =>
        left.Class == right.Class && string.Equals(left.Detail, right.Detail, StringComparison.OrdinalIgnoreCase)
            && SameComment(left, right);

    internal override bool IsEmpty(Verdict value) =>
        value.Class == Classification.Undetermined && Crossing.Lines(value.Comment).Length == 0;

    internal override Projection<Verdict> Project(Verdict value, Portal onto, Seen<Verdict>? heldThere, FieldRules rules) =>
        new Projection<Verdict>.Fits(new Verdict(
            value.Class,
            heldThere is { } held && held.Value.Class == value.Class ? held.Value.Detail : NewDetail(value.Class, onto),
            heldThere is { } same && SameComment(same.Value, value) ? same.Value.Comment
                : onto == Portal.Defender ? Text.Cut(Crossing.Lines(value.Comment), DefenderCommentLimit) : Crossing.Lines(value.Comment)));

    internal override HoldReason? MustNotTravel(Portal from, Verdict now, Seen<Verdict>? otherNow, FieldRules rules) =>
        from == Portal.Defender && otherNow is { } sentinel && Crossing.Lines(sentinel.Value.Comment).Length > DefenderCommentLimit
            && now.Comment.Length >= DefenderCommentLimit - Text.LongestCluster
            ? HoldReason.CutText
            : null;

    internal override JsonNode Encode(Verdict value) =>
        new JsonObject { ["class"] = value.Class.ToString(), ["detail"] = value.Detail, ["comment"] = value.Comment };

    internal override Verdict Decode(JsonNode json) =>
        new(Enum.Parse<Classification>(json["class"]!.GetValue<string>()),
            json["detail"]!.GetValue<string>(), json["comment"]!.GetValue<string>());

    private static bool SameComment(Verdict left, Verdict right) =>
        Text.SameSight(Crossing.Lines(left.Comment), Crossing.Lines(right.Comment));

    private static string NewDetail(Classification @class, Portal onto) => (@class, onto) switch
    {
        (Classification.TruePositive, Portal.Sentinel) => "SuspiciousActivity",
        (Classification.BenignPositive, Portal.Sentinel) => "SuspiciousButExpected",
        (Classification.FalsePositive, Portal.Sentinel) => "InaccurateData",
        (Classification.TruePositive, Portal.Defender) => "other",
        (Classification.BenignPositive, Portal.Defender) => "confirmedActivity",
        (Classification.FalsePositive, Portal.Defender) => "notMalicious",
        _ => "",
    };

    private static bool ClosedAfter(PlanContext context) =>
        context.After(Portal.Sentinel, AllFields.Status) is Seen<Status> { Value: Status.Closed };

    private FieldDecision CloseWith(Seen<Verdict> d, FieldCase fieldCase, PlanContext context) =>
        Project(d.Value, Portal.Sentinel, null, context.Rules) is Projection<Verdict>.Fits fits
            ? new Carried(this, Portal.Defender, fieldCase.Defender.Base, fieldCase.Sentinel.Now, ToSentinel(fits.Value))
            : new Unchanged(this);

    // If Sentinel had shown a verdict that is still Defender's, a person withdrew it with Undetermined. Otherwise it is no opinion.
    private bool YieldsTo(Seen<Verdict> d, Seen<Verdict> s, FieldCase fieldCase) =>
        s.Value.Class == Classification.Undetermined && d.Value.Class != Classification.Undetermined
        && ThreeWayMerge.Changed(this, fieldCase.Sentinel)
        && (fieldCase.Sentinel.Base is not Seen<Verdict> { Value.Class: not Classification.Undetermined }
            || ThreeWayMerge.Changed(this, fieldCase.Defender));

    private FieldDecision Keep(Seen<Verdict> d, Seen<Verdict> s, PlanContext context) =>
        Project(d.Value, Portal.Sentinel, s, context.Rules) is Projection<Verdict>.Fits fits
            ? new Resolved(this, new Conflict(d, s, Portal.Defender, UnseenRule), ToSentinel(fits.Value))
            : new Unchanged(this);

    private FieldWrite ToSentinel(Verdict value) => new(Portal.Sentinel, this, new Seen<Verdict>(value));

    private FieldDecision WhileOpen(FieldDecision decision) => decision switch
    {
        Carried { Write.Portal: Portal.Sentinel } => new Unchanged(this),
        Resolved { Write.Portal: Portal.Sentinel } resolved => resolved with { Write = null },
        Held { Sentinel: not Unseen } held => held with { Reason = HoldReason.Reopened },
        _ => decision,
    };
}
