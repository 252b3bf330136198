using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Tests.Exhaustive;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>
/// What became of every edit (I2), decided from the portals and the journal alone. A person's value stands on its portal until a person
/// sets another (coalesced) or the engine writes over it; the engine may do that only to a value that has reached the other portal
/// (applied), or that the journal names as the loser of a conflict, or as about to vanish (overridden). A standing value must have reached
/// the other portal when everything rests, or be held, or be something the other portal cannot answer now.
/// </summary>
internal sealed class Fates
{
    private readonly Dictionary<(Portal, Field), Edit> _standing = [];
    private readonly HashSet<string> _added = [];
    private readonly HashSet<string> _removed = [];

    /// <summary>The first edit that was lost.</summary>
    public string? Wrong { get; set; }

    public void Edited(Portal portal, Field field, Snapshot before, Snapshot[] truth)
    {
        var now = truth[(int)portal].Incident[field];
        if (field == AllFields.Tags)
        {
            Retag(before.Incident[field], now);
        }
        else if (Meaning.InItsPortal(field, before.Incident[field]) != Meaning.InItsPortal(field, now))
        {
            _standing[(portal, field)] = new Edit(now);
        }

        Notice(truth);
    }

    public void Journaled(ImmutableArray<JournalEntry> rows)
    {
        foreach (var row in rows)
        {
            var (portal, lost) = row switch
            {
                { Kind: JournalKind.Conflict } => (row.Portal, row.Was),
                { Kind: JournalKind.Held, Reason: nameof(HoldReason.Reopened) } => (Portal.Sentinel, row.Now),
                _ => (null, null),
            };
            if (portal is { } at && lost is not null && _standing.TryGetValue((at, row.Field!), out var edit)
                && Says(row.Field!, lost, edit.Value))
            {
                edit.IsNamedAsLoser = true;
            }
        }
    }

    public void Written(Portal portal, Snapshot before, Snapshot[] truth, Pair known)
    {
        Notice(truth);
        foreach (var field in AllFields.All.Where(field => !Says(field, before.Incident[field], truth[(int)portal].Incident[field])))
        {
            if (before.Incident[field] is Unknown && truth[(int)portal].Incident[field] is not Unseen)
            {
                Wrong ??= $"I14: the engine wrote over an unknown {field} on {portal}";
            }

            if (_standing.Remove((portal, field), out var edit)
                && edit is { HasArrived: false, IsNamedAsLoser: false } && !IsNothing(edit, portal, new(known, field)))
            {
                Wrong ??= $"I2: the engine wrote over {edit.Value} in {field} on {portal}, which never arrived and is no conflict's loser";
            }
        }
    }

    /// <summary>An edit without a fate although everything rests.</summary>
    public string? Unsettled(Pair pair, SyncPlan plan)
    {
        foreach (var ((portal, field), edit) in _standing)
        {
            var view = new FieldView(pair, field);
            var isAnswered = edit.HasArrived || view.Policy == ConflictPolicy.Off
                || view[portal.Other()] is Unseen || edit.Value is Unknown or Unseen
                || (edit.Value is Seen<string> && Meaning.IsEmpty(edit.Value))
                || view.IsOverruledByNothing(portal) || plan.Held.Any(held => held.Field == field);
            if (!isAnswered && !view.IsEqual)
            {
                return $"I2: {edit.Value} in {field} on {portal} has no fate, {view}";
            }
        }

        return UnsettledTag(new FieldView(pair, AllFields.Tags));
    }

    private string? UnsettledTag(FieldView view)
    {
        if (view.Policy != ConflictPolicy.Merge || view.IsUnknown)
        {
            return null;
        }

        foreach (var portal in Portals.Both)
        {
            var held = Meaning.Elements(view[portal]);
            if (_removed.FirstOrDefault(held.Contains) is { } back)
            {
                return $"I2: the tag {back} was removed and is back on {portal}";
            }

            if (_added.Except(_removed).FirstOrDefault(tag => !held.Contains(tag)) is { } gone)
            {
                return $"I2: nobody removed the tag {gone} and it is gone from {portal}";
            }
        }

        return null;
    }

    // Each tag is added once in a life. An unknown answer removes none.
    private void Retag(Reading before, Reading now)
    {
        if (before is Seen<Tags> && now is Seen<Tags>)
        {
            _removed.UnionWith(Meaning.Elements(before).Except(Meaning.Elements(now)).Where(tag => tag != "vip"));
            _added.UnionWith(Meaning.Elements(now).Except(Meaning.Elements(before)));
        }
    }

    private void Notice(Snapshot[] truth)
    {
        foreach (var ((portal, field), edit) in _standing)
        {
            edit.HasArrived |= Meaning.Of(field, edit.Value) is { } meaning
                && meaning == Meaning.Of(field, truth[(int)portal.Other()].Incident[field]);
        }
    }

    // A value that says nothing, that was set back to what both had agreed on, or that nobody compares: there is no edit to lose.
    private static bool IsNothing(Edit edit, Portal portal, FieldView view) =>
        edit.Value is Unseen || Meaning.IsEmpty(edit.Value) || view.Policy == ConflictPolicy.Off
            || (view.Base(portal) is { } agreed && Says(view.Field, agreed, edit.Value));

    private static bool Says(Field field, Reading left, Reading right) =>
        Meaning.InItsPortal(field, left) == Meaning.InItsPortal(field, right);

    private sealed class Edit(Reading value)
    {
        public Reading Value { get; } = value;

        public bool HasArrived { get; set; }

        public bool IsNamedAsLoser { get; set; }
    }
}
