using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Values;

/// <summary>What is to be seen of a write of tags, and what both portals agreed on by it. The write adds "new" and removes "old".</summary>
public sealed class TagsTests
{
    private static readonly Tags Over = Tags.Of("vip", "old");
    private static readonly Tags Written = Tags.Of("vip", "new");

    [Theory]
    [InlineData("vip, new", true)]
    [InlineData("vip, new, later", true)]
    [InlineData("new", true)]
    [InlineData("NEW", true)]
    [InlineData("vip", false)]
    [InlineData("vip, new, old", false)]
    [InlineData("vip, old", false)]
    [InlineData("", false)]
    public void A_write_is_shown_when_all_that_it_added_is_there_and_nothing_that_it_removed(string shown, bool shows) =>
        Tags.Shows(Over, Written, Of(shown)).ShouldBe(shows);

    [Fact]
    public void Of_two_tags_that_were_added_or_removed_one_is_not_enough()
    {
        Tags.Shows(Tags.None, Tags.Of("a", "b"), Tags.Of("a")).ShouldBeFalse();
        Tags.Shows(Tags.Of("a", "b"), Tags.None, Tags.Of("a")).ShouldBeFalse();
        Tags.Shows(Tags.None, Tags.None, Tags.Of("a")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("vip, new", "both, new, vip")]
    [InlineData("vip", "both, vip")]
    [InlineData("vip, new, old", "both, new, old, vip")]
    [InlineData("", "both, vip")]
    [InlineData("later", "both, vip")]
    public void The_base_gets_of_what_was_added_what_is_there_and_loses_of_what_was_removed_what_is_gone(string shown, string adopted) =>
        Tags.Adopted(Tags.Of("vip", "old", "both"), Over, Written, Of(shown)).ToString().ShouldBe(adopted);

    [Fact]
    public void A_tag_of_the_base_that_the_write_left_out_though_it_was_not_over_it_stays() =>
        Tags.Adopted(Tags.Of("both"), Tags.None, Tags.Of("new"), Tags.None).ToString().ShouldBe("both");

    private static Tags Of(string tags) => Tags.Of(tags.Split(", "));
}
