using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>What stands between a field's decision and its write.</summary>
/// <remarks>
/// <code>
/// | the decision                                                             | becomes                              |
/// |--------------------------------------------------------------------------|--------------------------------------|
/// | held, and an operator decided about just these two values                | resolved as the operator said        |
/// | writes a value that the portal refused, or took without showing it       | held, until an edit asks for another |
/// | writes a field that is frozen                                            | held: oscillation                    |
/// | writes a value for the fourth time within FlipWindow                     | held: oscillation                    |
/// | writes where Microsoft's own sync runs, before NativeGrace               | postponed                            |
/// | any other                                                                | as decided                           |
/// </code>
/// An operator's decision passes by the next three rows; <see cref="HoldReason.UnknownValue"/> and <see cref="HoldReason.AwaitingAction"/>
/// are nobody's to decide.
/// </remarks>
internal static class Restraint
{
    /// <summary>A value that was written so often within FlipWindow, and undone each time, is not written again.</summary>
    public const int MostRepeats = 3;

    public static FieldDecision Apply(FieldDecision decision, FieldCase fieldCase, SyncState state, PlanContext context)
    {
        var field = decision.Field;
        var withheld = Withheld(decision, state, context.Rules);
        if (state.Resolutions.GetValueOrDefault(field) is { } resolution && resolution.Fits(fieldCase, field)
            && (withheld is not null || decision is Held { Reason: not (HoldReason.UnknownValue or HoldReason.AwaitingAction) }))
        {
            return field.Resolve(fieldCase, resolution.Winner, context);
        }

        return withheld is { } reason
            ? field.Withhold(fieldCase, reason, context)
            : Postponed(decision, fieldCase, context.Rules.Native, state.Now);
    }

    private static HoldReason? Withheld(FieldDecision decision, SyncState state, SyncRules rules) =>
        decision.Writes.IsEmpty ? null
        : state.Unwritable.FirstOrDefault(known => decision.Writes.Any(known.Write.IsSameAs)) is { } refused ? refused.Reason
        : state.Frozen.Contains(decision.Field) || decision.Writes.Any(write => Repeats(write, state, rules) >= MostRepeats)
            ? HoldReason.Oscillation
        : null;

    private static int Repeats(FieldWrite write, SyncState state, SyncRules rules) =>
        state.Recent.Count(recent => recent.At.After(rules.FlipWindow) > state.Now && recent.Write.IsSameAs(write));

    // The grace counts from the later of the two edits: Microsoft sends several as one.
    private static FieldDecision Postponed(FieldDecision decision, FieldCase fieldCase, NativeSync? native, Stamp now)
    {
        if (native is null || decision.Writes.IsEmpty)
        {
            return decision;
        }

        var (defender, sentinel) = (fieldCase.Defender.ChangedAt, fieldCase.Sentinel.ChangedAt);
        var edited = defender > sentinel ? defender : sentinel;
        return edited.After(native.Grace) is var until && until > now ? new Postponed(decision.Field, until) : decision;
    }
}
