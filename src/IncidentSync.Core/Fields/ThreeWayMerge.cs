using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>
/// The merge of a register: what each portal holds now against what each held when both last agreed.
/// </summary>
/// <remarks>
/// <code>
/// | policy       | Defender            | Sentinel            | decision                                      |
/// |--------------|---------------------|---------------------|-----------------------------------------------|
/// | off          | any                 | any                 | unchanged: not compared                       |
/// | any          | unknown on either                         | held: an unknown value is never a default     |
/// | any          | unseen on either                          | unchanged: no value, and no clearing          |
/// | any          | equal after projection                    | agreed: bases move, nothing is written        |
/// | x-only       | differ                                    | x's value to the other, unless it is empty;   |
/// |              |                                           | what the other was edited to is journaled     |
/// | any          | as in its base      | as in its base      | unchanged: a drifted projection is no edit    |
/// | hold         | changed on either                         | held until they agree or a person decides     |
/// | any other    | changed             | as in its base      | carried to Sentinel                           |
/// | any other    | as in its base      | changed             | carried to Defender                           |
/// | any other    | changed             | changed             | the policy's winner; the loser is journaled   |
/// </code>
/// Without a base (first contact) a value counts as changed unless it is empty, which makes an empty value yield to a non-empty one.
/// </remarks>
public static class ThreeWayMerge
{
    /// <summary>Two stamps of different clocks this close have no order.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Decides a register.</summary>
    /// <typeparam name="T">The register's value.</typeparam>
    /// <param name="field">The register.</param>
    /// <param name="fieldCase">Both sides of the field.</param>
    /// <param name="context">The rules, and what was decided before it.</param>
    /// <returns>One row of the table.</returns>
    public static FieldDecision Decide<T>(Register<T> field, FieldCase fieldCase, PlanContext context)
        where T : notnull
    {
        var rules = context.Rules;
        var policy = rules.PolicyOf(field);
        var (defender, sentinel) = (fieldCase.Defender.Now, fieldCase.Sentinel.Now);

        if (policy == ConflictPolicy.Off)
        {
            return new Unchanged(field);
        }

        if (defender is Unknown || sentinel is Unknown)
        {
            return new Held(field, HoldReason.UnknownValue, defender, sentinel);
        }

        if (defender is not Seen<T> d || sentinel is not Seen<T> s)
        {
            return new Unchanged(field);
        }

        if (field.Agree(d, s, rules))
        {
            return new Agreed(field);
        }

        if (policy == ConflictPolicy.DefenderOnly || policy == ConflictPolicy.SentinelOnly)
        {
            var only = policy == ConflictPolicy.DefenderOnly ? Portal.Defender : Portal.Sentinel;
            var value = only == Portal.Defender ? d.Value : s.Value;
            return field.IsEmpty(value) && !field.EmptyTravels ? new Unchanged(field)
                : Changed(field, fieldCase[only.Other()]) ? Prevail(field, fieldCase, d, s, only, rules)
                : Carry(field, fieldCase, d, s, only, rules);
        }

        return (Changed(field, fieldCase.Defender), Changed(field, fieldCase.Sentinel)) switch
        {
            (false, false) => new Unchanged(field),
            _ when policy == ConflictPolicy.Hold => new Held(field, HoldReason.Conflict, d, s),
            (true, false) => Carry(field, fieldCase, d, s, Portal.Defender, rules),
            (false, true) => Carry(field, fieldCase, d, s, Portal.Sentinel, rules),
            (true, true) => Prevail(field, fieldCase, d, s, Winner(field, policy, fieldCase, d, s, rules), rules),
        };
    }

    /// <summary>The decision after an operator's choice; a value that cannot be written stays held.</summary>
    /// <typeparam name="T">The value in the shared vocabulary.</typeparam>
    /// <param name="field">The register.</param>
    /// <param name="fieldCase">What each portal holds and held.</param>
    /// <param name="winner">The portal whose value prevails.</param>
    /// <param name="rules">The connection's rules.</param>
    /// <returns>Resolved by the operator; held where that cannot be written; unchanged where a portal shows no value.</returns>
    public static FieldDecision Resolve<T>(Register<T> field, FieldCase fieldCase, Portal winner, FieldRules rules)
        where T : notnull
    {
        if (fieldCase.Defender.Now is not Seen<T> d || fieldCase.Sentinel.Now is not Seen<T> s)
        {
            return new Unchanged(field);
        }

        var (value, target) = winner == Portal.Defender ? (d, s) : (s, d);
        return (field.MustNotOverwrite(target.Value), field.Project(value.Value, winner.Other(), target, rules)) switch
        {
            ({ } reason, _) => new Held(field, reason, d, s),
            (_, Projection<T>.Impossible impossible) => new Held(field, impossible.Reason, d, s),
            (_, Projection<T>.Fits fits) => new Resolved(
                field, new Conflict(d, s, winner, Resolution.Rule), new FieldWrite(winner.Other(), field, new Seen<T>(fits.Value))),
            _ => throw new InvalidOperationException("A projection fits or is impossible."),
        };
    }

    /// <summary>Whether the side differs from its base in its own portal's vocabulary.</summary>
    /// <typeparam name="T">The register's value.</typeparam>
    /// <param name="field">The register.</param>
    /// <param name="side">One portal's side of it.</param>
    /// <returns>True when somebody edited it there. An unseen value, or a text that became empty, is not an edit.</returns>
    public static bool Changed<T>(Register<T> field, FieldSide side)
        where T : notnull => side.Now is Seen<T> now && side.Base switch
        {
            _ when field.IsEmpty(now.Value) && !field.EmptyTravels => false,
            null or Unseen => !field.IsEmpty(now.Value),
            var held => !field.Same(held, now),
        };

    private static FieldDecision Carry<T>(Register<T> field, FieldCase fieldCase, Seen<T> d, Seen<T> s, Portal from, FieldRules rules)
        where T : notnull =>
        Write(field, d, s, from, rules) switch
        {
            (null, { } reason) => new Held(field, reason, d, s),
            ({ } write, _) => new Carried(field, from, fieldCase[from].Base, fieldCase[from.Other()].Now, write),
            _ => new Unchanged(field),
        };

    private static FieldDecision Prevail<T>(Register<T> field, FieldCase fieldCase, Seen<T> d, Seen<T> s, Portal winner, FieldRules rules)
        where T : notnull =>
        Write(field, d, s, winner, rules) switch
        {
            (null, { } reason) => new Held(field, reason, d, s),
            (var write, _) => new Resolved(field, new Conflict(d, s, winner, rules.PolicyOf(field).Name), write),
        };

    private static (FieldWrite? Write, HoldReason? Held) Write<T>(Register<T> field, Seen<T> d, Seen<T> s, Portal from, FieldRules rules)
        where T : notnull
    {
        var (value, target) = from == Portal.Defender ? (d, s) : (s, d);
        if ((field.MustNotOverwrite(target.Value) ?? field.MustNotTravel(from, value.Value, target, rules)) is { } reason)
        {
            return (null, reason);
        }

        return field.Project(value.Value, from.Other(), target, rules) switch
        {
            Projection<T>.Impossible impossible => (null, impossible.Reason),
            Projection<T>.Fits fits => (new FieldWrite(from.Other(), field, new Seen<T>(fits.Value)), null),
            _ => throw new InvalidOperationException("A projection fits or is impossible."),
        };
    }

    private static Portal Winner<T>(Register<T> field, ConflictPolicy policy, FieldCase fieldCase, Seen<T> d, Seen<T> s, FieldRules rules)
        where T : notnull
    {
        // A value that cannot be written on the other portal never wins.
        if (field.Project(d.Value, Portal.Sentinel, s, rules) is Projection<T>.Impossible)
        {
            return Portal.Sentinel;
        }

        if (field.Project(s.Value, Portal.Defender, d, rules) is Projection<T>.Impossible)
        {
            return Portal.Defender;
        }

        return policy switch
        {
            _ when policy == ConflictPolicy.Defender => Portal.Defender,
            _ when policy == ConflictPolicy.Sentinel => Portal.Sentinel,
            _ when policy == ConflictPolicy.Newest => Newer(fieldCase),
            _ => field.Rank(policy, d.Value) >= field.Rank(policy, s.Value) ? Portal.Defender : Portal.Sentinel,
        };
    }

    private static Portal Newer(FieldCase fieldCase) =>
        fieldCase.Sentinel.ChangedAt.Ticks - fieldCase.Defender.ChangedAt.Ticks > ClockTolerance.Ticks ? Portal.Sentinel : Portal.Defender;
}
