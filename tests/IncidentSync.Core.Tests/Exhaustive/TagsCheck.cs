using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>The same for tags, element by element.</summary>
internal static class TagsCheck
{
    public static string? OfPlan(FieldView before, FieldView after)
    {
        if (before.IsUnknown || before.IsUnseen || before.Policy != ConflictPolicy.Merge)
        {
            return Portals.Both.All(portal => ReferenceEquals(before[portal], after[portal])) ? null : $"tags: written, {before}";
        }

        var wanted = Merged(before);
        foreach (var portal in Portals.Both)
        {
            if (!Meaning.Elements(after[portal]).SetEquals(wanted))
            {
                return $"I2: {portal}'s tags are not the merge of both edits, {before}";
            }

            if (Shown(after[portal]).Except(Shown(before[portal]))
                .Any(tag => Meaning.Elements(before[portal]).Contains(tag.ToLowerInvariant())))
            {
                return $"tags: {portal}'s spelling is changed, {before}";
            }
        }

        return null;
    }

    /// <summary>An element that both portals hold, or both lack, is agreed on; of every other the base stays.</summary>
    public static string? OfBase(FieldView view, FieldBase? before, FieldBase? after)
    {
        if (view.IsUnknown || view.IsUnseen)
        {
            return ReferenceEquals(before, after) || before == after ? null : $"base: it moved without values, {view}";
        }

        var (d, s) = (Meaning.Elements(view[Portal.Defender]), Meaning.Elements(view[Portal.Sentinel]));
        var wanted = d.Intersect(s).Union(d.Union(s).Except(d.Intersect(s)).Intersect(Meaning.Elements(before?.Defender)));
        return after is not null && Portals.Both.All(portal => Meaning.Elements(after[portal]).SetEquals(wanted))
            ? null
            : $"base: it is not the tags that both agree on, {view}";
    }

    private static IEnumerable<string> Merged(FieldView view)
    {
        var (d, s, agreed) = (
            Meaning.Elements(view[Portal.Defender]), Meaning.Elements(view[Portal.Sentinel]), Meaning.Elements(view.Base(Portal.Defender)));
        return d.Union(s).Where(tag => !agreed.Contains(tag) || (d.Contains(tag) && s.Contains(tag)));
    }

    private static IEnumerable<string> Shown(Reading reading) => reading is Seen<Tags> tags ? tags.Value.Shown : [];
}
