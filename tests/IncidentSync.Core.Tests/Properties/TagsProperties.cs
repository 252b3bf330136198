using FsCheck;
using FsCheck.Fluent;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>
/// The set lemma: element by element, two edits of one base never conflict. A base is perturbed twice; two independent sets would hardly
/// ever share an element.
/// </summary>
public sealed class TagsProperties(ITestOutputHelper output)
{
    private static readonly Gen<(Tags Base, Tags Ours, Tags Theirs)> Perturbed =
        from held in Arbitrary.TagSets
        from ours in Edited(held)
        from theirs in Edited(held)
        select (held, ours, theirs);

    [Fact]
    public void Both_sides_come_to_the_same_tags() =>
        Claim.ForAll(output, Perturbed, x => Merge(x.Base, x.Ours, x.Theirs).Equals(Merge(x.Base, x.Theirs, x.Ours)));

    [Fact]
    public void Merging_again_changes_nothing() =>
        Claim.ForAll(output, Perturbed, x =>
        {
            var merged = Merge(x.Base, x.Ours, x.Theirs);
            return Merge(x.Base, merged, merged).Equals(merged) && Merge(merged, merged, merged).Equals(merged)
                && Merge(x.Base, merged, x.Theirs).Equals(merged);
        });

    [Fact]
    public void An_element_that_a_side_changed_is_changed_so_in_the_result_and_no_other_is() =>
        Claim.ForAll(output, Perturbed, x =>
        {
            var merged = Merge(x.Base, x.Ours, x.Theirs);
            return new[] { x.Base, x.Ours, x.Theirs }.SelectMany(tags => tags.Shown).All(tag =>
            {
                var (was, ours, theirs) = (x.Base.Contains(tag), x.Ours.Contains(tag), x.Theirs.Contains(tag));
                return merged.Contains(tag) == (ours != was ? ours : theirs != was ? theirs : was);
            });
        });

    [Fact]
    public void Our_spelling_stays() =>
        Claim.ForAll(output, Perturbed, x => Merge(x.Base, x.Ours, x.Theirs)
            .Shown.Where(x.Ours.Contains).All(tag => x.Ours.Shown.Contains(tag)));

    [Fact]
    public void The_tags_agreed_on_are_those_both_hold_and_else_those_of_the_base() =>
        Claim.ForAll(output, Perturbed, x =>
        {
            var agreed = Tags.Agreed(x.Ours, x.Base, x.Theirs);
            return agreed.Equals(Tags.Agreed(x.Theirs, x.Base, x.Ours))
                && new[] { x.Base, x.Ours, x.Theirs }.SelectMany(tags => tags.Shown).All(tag =>
                    agreed.Contains(tag) == (x.Ours.Contains(tag) == x.Theirs.Contains(tag) ? x.Ours.Contains(tag) : x.Base.Contains(tag)));
        });

    [Fact]
    public void Moving_the_base_between_two_merges_changes_neither() =>
        Claim.ForAll(output, Perturbed, x =>
            Merge(Tags.Agreed(x.Ours, x.Base, x.Theirs), x.Ours, x.Theirs).Equals(Merge(x.Base, x.Ours, x.Theirs)));

    [Fact]
    public void Equal_sets_have_equal_hashes_whatever_their_spelling() =>
        Claim.ForAll(output, Arbitrary.TagSets, tags =>
            Tags.Of(tags.Shown.Select(tag => $" {tag} ").Reverse()) is var other
                && other.Equals(tags) && other.GetHashCode() == tags.GetHashCode());

    private static Tags Merge(Tags held, Tags ours, Tags theirs) => Tags.Merge(ours, held, theirs, held);

    private static Gen<Tags> Edited(Tags held) =>
        from added in Arbitrary.TagSets
        from kept in Gen.SubListOf(held.Shown.ToArray())
        select Tags.Of(kept.Concat(added.Shown));
}
