using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>Guards each field's decision before it becomes a write.</summary>
/// <remarks>
/// <code>
/// | the decision                                                             | becomes                              |
/// |--------------------------------------------------------------------------|--------------------------------------|
/// | any, and a write that got no answer took effect late in Defender, over a | the newer value is put back          |
/// |   newer value and by no person's edit                                    |                                      |
/// | held, and an operator decided about exactly these two values             | resolved as the operator decided     |
/// | writes a value that the portal refused, or accepted but does not show    | held, until an edit asks for another |
/// | writes a field that is frozen                                            | held: oscillation                    |
/// | writes a value for the fourth time within FlipWindow                     | held: oscillation                    |
/// | writes a value that the portal accepted and does not show yet            | awaited: it is not sent again        |
/// | writes another value than the one that may take effect late in Defender  | awaited, until it can no longer      |
/// | writes where Microsoft's own sync runs, before NativeGrace               | postponed                            |
/// | any other                                                                | as decided                           |
/// </code>
/// An operator's decision skips the next three rows; nobody can decide <see cref="HoldReason.UnknownValue"/> and
/// <see cref="HoldReason.AwaitingAction"/>.
/// </remarks>
internal static class WriteGuards
{
    /// <summary>A value written this often within FlipWindow, and undone each time, is not written again.</summary>
    public const int MostRepeats = 3;

    /// <summary>The checks that withhold a write, in this order; the first reason counts.</summary>
    private static readonly ImmutableArray<Func<FieldDecision, WriteContext, HoldReason?>> Checks =
        [NotTakenByThePortal, Frozen, WrittenTooOften];

    public static FieldDecision Apply(FieldDecision decision, FieldCase fieldCase, PlanContext context, WriteContext known)
    {
        var field = decision.Field;
        if (Late(fieldCase, field, context, known) is { } late)
        {
            return late;
        }

        var withheld = Withheld(decision, known);
        if (known.Link.Resolutions.GetValueOrDefault(field) is { } resolution && resolution.Fits(fieldCase, field)
            && (withheld is not null || decision is Held { Reason: not (HoldReason.UnknownValue or HoldReason.AwaitingAction) }))
        {
            return field.Resolve(fieldCase, resolution.Winner, context);
        }

        return withheld is { } reason
            ? field.Withhold(fieldCase, reason, context)
            : Postponed(Awaited(decision, known), fieldCase, known.Rules.Native, known.Now);
    }

    // Defender shows our own value although it showed another since we sent it: a call that was given up took effect late. The plan writes
    // the other value back, or what Sentinel was edited to meanwhile.
    private static Raced? Late(FieldCase fieldCase, Field field, PlanContext context, WriteContext known)
    {
        var now = fieldCase.Defender.Now;
        var stood = known.Open.FirstOrDefault(open =>
            open is { MayBeLate: true, BackAs: { } back } && open.Write.Field == field && field.Same(back, now))?.Stood;
        if (stood is null || field.Agree(now, fieldCase.Sentinel.Now, context.Rules))
        {
            return null;
        }

        var before = fieldCase with { Defender = fieldCase.Defender with { Now = stood } };
        var wanted = field.Decide(before, context).Writes.FirstOrDefault(other => other.Portal == Portal.Defender)?.Value ?? stood;
        return new Raced(field, now, new FieldWrite(Portal.Defender, field, wanted));
    }

    // For tags, one portal may get its part while the other's is awaited.
    private static FieldDecision Awaited(FieldDecision decision, WriteContext known) => decision switch
    {
        Merged merged when merged.Given.Any(write => IsAwaited(write, known)) && !merged.Given.All(write => IsAwaited(write, known)) =>
            merged with { Given = [.. merged.Given.Where(write => !IsAwaited(write, known))] },
        _ when decision.Writes.Any(write => IsAwaited(write, known)) => new Awaited(decision.Field),
        _ => decision,
    };

    private static bool IsAwaited(FieldWrite write, WriteContext known) => known.Open.Any(open =>
        !open.IsPast && open.Write.Portal == write.Portal && open.Write.Field == write.Field
        && open.MayBeLate != open.Write.IsSameAs(write));

    private static HoldReason? Withheld(FieldDecision decision, WriteContext known) => decision.Writes.IsEmpty
        ? null
        : Checks.Select(check => check(decision, known)).FirstOrDefault(reason => reason is not null);

    private static HoldReason? NotTakenByThePortal(FieldDecision decision, WriteContext known) =>
        known.Link.Unwritable.FirstOrDefault(value => decision.Writes.Any(value.Write.IsSameAs))?.Reason;

    private static HoldReason? Frozen(FieldDecision decision, WriteContext known) =>
        known.Link.IsFrozen(decision.Field) ? HoldReason.Oscillation : null;

    private static HoldReason? WrittenTooOften(FieldDecision decision, WriteContext known) =>
        decision.Writes.Any(write => Repeats(write, known) >= MostRepeats) ? HoldReason.Oscillation : null;

    private static int Repeats(FieldWrite write, WriteContext known) =>
        known.Link.Recent.Count(recent => recent.At.After(known.Rules.FlipWindow) > known.Now && recent.Write.IsSameAs(write));

    // The grace counts from the later of the two edits, because Microsoft sends several as one.
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
