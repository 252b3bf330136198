using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>The rows of the table above <see cref="OwnerField"/>, in its order.</summary>
public sealed class OwnerFieldTests
{
    private static readonly OwnerPair Tier2 = new("soc-tier2", Owner.InSentinel("g-2", "", isGroup: true));

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Unassigning_travels(Portal portal) =>
        Pair.Synced().Edit(portal, AllFields.Owner, Owner.Nobody).Decide(AllFields.Owner).ShouldBe($"{portal.Other()}.owner := nobody");

    [Fact]
    public void The_case_of_a_name_is_no_edit() =>
        Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("Alice@Contoso.com")).Writes().ShouldBe("nothing");

    [Fact]
    public void A_renamed_user_is_the_same_owner() =>
        Pair.Synced().Edit(Sentinel, AllFields.Owner, Owner.InSentinel("A-1", "alice.ahlberg@contoso.com")).Writes().ShouldBe("nothing");

    [Fact]
    public void A_configured_text_becomes_its_directory_object() =>
        Pair.Synced().Knowing(Tier2).Edit(Defender, AllFields.Owner, Owner.InDefender("SOC-Tier2"))
            .Decide(AllFields.Owner).ShouldBe("Sentinel.owner := g-2");

    [Fact]
    public void A_text_with_one_at_sign_is_a_user_principal_name() =>
        Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("bob@contoso.com"))
            .Decide(AllFields.Owner).ShouldBe("Sentinel.owner := bob@contoso.com");

    [Theory]
    [InlineData("night shift")]
    [InlineData("a@b@c")]
    public void Any_other_text_is_held(string text) =>
        Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender(text)).Decide(AllFields.Owner).ShouldBe("held: UnmappedOwner");

    [Fact]
    public void A_users_principal_name_goes_to_Defender() =>
        Pair.Synced().Edit(Sentinel, AllFields.Owner, Owner.InSentinel("b-1", "bob@contoso.com", "bob@fabrikam.com"))
            .Decide(AllFields.Owner).ShouldBe("Defender.owner := bob@contoso.com");

    [Fact]
    public void Without_one_the_mail_address_does() =>
        Pair.Synced().Edit(Sentinel, AllFields.Owner, Owner.InSentinel("b-1", "", "bob@fabrikam.com"))
            .Decide(AllFields.Owner).ShouldBe("Defender.owner := bob@fabrikam.com");

    [Fact]
    public void A_configured_group_becomes_its_text() =>
        Pair.Synced().Knowing(Tier2).Edit(Sentinel, AllFields.Owner, Owner.InSentinel("G-2", "tier2@contoso.com", isGroup: true))
            .Decide(AllFields.Owner).ShouldBe("Defender.owner := soc-tier2");

    [Fact]
    public void Any_other_group_is_held() =>
        Pair.Synced().Edit(Sentinel, AllFields.Owner, Owner.InSentinel("g-9", "other@contoso.com", isGroup: true))
            .Decide(AllFields.Owner).ShouldBe("held: UnmappedOwner");

    [Fact]
    public void An_owner_that_cannot_be_mapped_never_wins() =>
        Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("night shift"), 300)
            .Edit(Sentinel, AllFields.Owner, Owner.InSentinel("b-1", "bob@contoso.com"), 60)
            .Decide(AllFields.Owner).ShouldBe("Sentinel wins (newest): Defender.owner := bob@contoso.com");
}
