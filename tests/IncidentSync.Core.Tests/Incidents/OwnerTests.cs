using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Tests.Incidents;

/// <summary>When two ways to name an owner name the same one.</summary>
public sealed class OwnerTests
{
    private static readonly Owner Alice = Owner.InSentinel("a-1", "alice@contoso.com", "alice@fabrikam.com");

    [Theory]
    [InlineData("Alice", "", "", "")]
    [InlineData("", "a-1", "", "")]
    [InlineData("", "", "alice@contoso.com", "")]
    [InlineData("", "", "", "alice@contoso.com")]
    public void Whoever_is_named_in_any_way_is_somebody(string text, string id, string name, string mail) =>
        new Owner(text, id, name, mail, IsGroup: false).IsNobody.ShouldBeFalse();

    [Theory]
    [InlineData("A-1", "renamed@contoso.com", "", true)]
    [InlineData("b-1", "alice@contoso.com", "alice@fabrikam.com", false)]
    [InlineData("", "ALICE@contoso.com", "other@fabrikam.com", true)]
    [InlineData("", "bob@contoso.com", "alice@fabrikam.com", false)]
    [InlineData("", "", "Alice@fabrikam.com", true)]
    [InlineData("", "", "bob@fabrikam.com", false)]
    [InlineData("", "", "", false)]
    public void The_first_thing_that_both_tell_decides(string id, string name, string mail, bool same) =>
        Fields.Owner.Same(new Seen<Owner>(Alice), new Seen<Owner>(Owner.InSentinel(id, name, mail))).ShouldBe(same);

    [Fact]
    public void Two_that_have_nothing_in_common_to_compare_by_are_two() =>
        Fields.Owner.Same(new Seen<Owner>(Owner.InSentinel("a-1", "")), new Seen<Owner>(Owner.InSentinel("", "alice@contoso.com")))
            .ShouldBeFalse();

    [Theory]
    [InlineData("night shift", "Night Shift", true)]
    [InlineData("night shift", "day shift", false)]
    [InlineData("", "day shift", false)]
    public void Free_texts_are_compared_ignoring_case(string left, string right, bool same) =>
        Fields.Owner.Same(new Seen<Owner>(Owner.InDefender(left)), new Seen<Owner>(Owner.InDefender(right))).ShouldBe(same);
}
