using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>When two ways to name an owner name the same one.</summary>
public sealed class OwnerTests
{
    private static readonly Owner Alice = Owner.InSentinel("a-1", "alice@contoso.com", "alice@fabrikam.com");

    [Theory]
    [InlineData("Alice", "", "", "")]
    [InlineData("", "a-1", "", "")]
    [InlineData("", "", "alice@contoso.com", "")]
    [InlineData("", "", "", "alice@contoso.com")]
    [InlineData("", "", "alice@contoso.com", "alice@contoso.com")]
    [InlineData("", "alice", "alice", "")]
    [InlineData("alice", "alice", "", "")]
    public void Whoever_is_named_in_any_way_is_somebody(string text, string id, string name, string mail) =>
        new Owner(text, id, name, mail, IsGroup: false).IsNobody.ShouldBeFalse();

    [Theory]
    [InlineData("A-1", "renamed@contoso.com", "", true)]
    [InlineData("b-1", "alice@contoso.com", "alice@fabrikam.com", false)]
    [InlineData("", "ALICE@contoso.com", "other@fabrikam.com", true)]
    [InlineData("", "bob@contoso.com", "alice@fabrikam.com", true)]
    [InlineData("", "bob@contoso.com", "bob@fabrikam.com", false)]
    [InlineData("", "alice@fabrikam.com", "", true)]
    [InlineData("", "alice_fabrikam.com#EXT#@adatum.com", "", true)]
    [InlineData("", "alice_contoso.com#ext#@adatum.com", "", true)]
    [InlineData("", "bob_contoso.com#EXT#@adatum.com", "", false)]
    [InlineData("", "", "Alice@fabrikam.com", true)]
    [InlineData("", "", "bob@fabrikam.com", false)]
    [InlineData("", "", "", false)]
    public void The_object_id_decides_and_without_one_any_name_that_both_tell(string id, string name, string mail, bool same)
    {
        var (alice, other) = (new Seen<Owner>(Alice), new Seen<Owner>(Owner.InSentinel(id, name, mail)));
        (AllFields.Owner.Same(alice, other), AllFields.Owner.Same(other, alice)).ShouldBe((same, same));
    }

    [Fact]
    public void Two_that_have_nothing_in_common_to_compare_by_are_two() =>
        AllFields.Owner.Same(new Seen<Owner>(Owner.InSentinel("a-1", "")), new Seen<Owner>(Owner.InSentinel("", "alice@contoso.com")))
            .ShouldBeFalse();

    [Theory]
    [InlineData("night shift", "", "", "", false)]
    [InlineData("", "a-1", "", "", false)]
    [InlineData("", "", "alice@contoso.com", "", false)]
    [InlineData("", "", "", "alice@contoso.com", false)]
    [InlineData("", "g-2", "", "", true)]
    public void Every_way_to_name_an_owner_survives_being_stored(string text, string id, string name, string mail, bool isGroup)
    {
        var owner = new Owner(text, id, name, mail, isGroup);
        AllFields.Owner.FromJson(AllFields.Owner.ToJson(new Seen<Owner>(owner))).ShouldBe(new Seen<Owner>(owner));
    }

    [Fact]
    public void Nobody_is_stored_as_nothing() =>
        AllFields.Owner.ToJson(new Seen<Owner>(Owner.Nobody))!.ToJsonString().ShouldBe("{}");

    [Fact]
    public void A_configured_text_is_its_object_also_when_it_reads_like_a_name() =>
        Pair.Synced().Knowing(new OwnerPair("soc@contoso.com", Owner.InSentinel("g-2", "", isGroup: true)))
            .Edit(Portal.Defender, AllFields.Owner, Owner.InDefender("soc@contoso.com"))
            .Decide(AllFields.Owner).ShouldBe("Sentinel.owner := g-2");

    [Fact]
    public void A_user_of_whom_only_the_object_is_known_is_held_unless_configured()
    {
        var pair = Pair.Synced().Edit(Portal.Sentinel, AllFields.Owner, Owner.InSentinel("b-1", ""));
        pair.Decide(AllFields.Owner).ShouldBe("held: UnmappedOwner");
        pair.Knowing(new OwnerPair("bob", Owner.InSentinel("B-1", ""))).Decide(AllFields.Owner).ShouldBe("Defender.owner := bob");
    }

    [Fact]
    public void A_directory_that_completes_the_owner_we_sent_made_no_edit()
    {
        var sent = new Seen<Owner>(Owner.InSentinel("", "carol@fabrikam.com"));
        var shown = new Seen<Owner>(Owner.InSentinel("c-1", "carol_fabrikam.com#EXT#@contoso.com", "carol@fabrikam.com"));
        AllFields.Owner.Same(sent, shown).ShouldBeTrue();
        AllFields.Owner.Agree(new Seen<Owner>(Owner.InDefender("carol@fabrikam.com")), shown, SyncRules.Default.Fields).ShouldBeTrue();
    }

    [Theory]
    [InlineData("carol@fabrikam.com", "carol@fabrikam.com")]
    [InlineData("", "carol.ahl_berg@fabrikam.com")]
    public void A_guest_goes_to_Defender_by_mail(string mail, string text) =>
        Pair.Synced().Edit(Portal.Sentinel, AllFields.Owner, Owner.InSentinel("c-1", "carol.ahl_berg_fabrikam.com#EXT#@contoso.com", mail))
            .Decide(AllFields.Owner).ShouldBe($"Defender.owner := {text}");

    [Theory]
    [InlineData("night shift", "Night Shift", true)]
    [InlineData("night shift", "day shift", false)]
    [InlineData("", "day shift", false)]
    public void Free_texts_are_compared_ignoring_case(string left, string right, bool same) =>
        AllFields.Owner.Same(new Seen<Owner>(Owner.InDefender(left)), new Seen<Owner>(Owner.InDefender(right))).ShouldBe(same);
}
