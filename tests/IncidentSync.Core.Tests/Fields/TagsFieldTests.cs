using IncidentSync.Core.Fields;
using IncidentSync.Core.Tests.Exhaustive;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>
/// The rows of the table above <see cref="TagsField"/>, in its order. The pair starts with the tag "vip" on both portals.
/// </summary>
public sealed class TagsFieldTests
{
    [Fact]
    public void Tags_that_are_off_are_not_compared() =>
        Pair.Synced().Under(AllFields.Tags, ConflictPolicy.Off)
            .Edit(Defender, AllFields.Tags, Tags.None).Decide(AllFields.Tags).ShouldBe("unchanged");

    [Fact]
    public void Unknown_tags_are_held() =>
        Pair.Synced().Show(Defender, AllFields.Tags, new Unknown("?")).Decide(AllFields.Tags).ShouldBe("held: UnknownValue");

    [Theory]
    [InlineData("VIP")]
    [InlineData(" vip ")]
    public void Another_spelling_is_the_same_tag(string spelling) =>
        Pair.Synced().Edit(Sentinel, AllFields.Tags, Tags.Of(spelling)).Decide(AllFields.Tags).ShouldBe("agreed");

    [Fact]
    public void Two_Unicode_forms_are_the_same_tag() =>
        Tags.Of("Caf\u00e9").Equals(Tags.Of("cafe\u0301")).ShouldBeTrue();

    [Fact]
    public void Under_hold_tags_that_differ_wait() =>
        Pair.Synced().Under(AllFields.Tags, ConflictPolicy.Hold)
            .Edit(Defender, AllFields.Tags, Tags.None).Decide(AllFields.Tags).ShouldBe("held: Conflict");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void A_tag_that_is_added_travels(Portal portal) =>
        Pair.Synced().Edit(portal, AllFields.Tags, Tags.Of("vip", "phish"))
            .Decide(AllFields.Tags).ShouldBe($"{portal.Other()}.tags := {{phish, vip}}");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void A_tag_that_is_removed_is_removed_from_the_other(Portal portal) =>
        Pair.Synced().Edit(portal, AllFields.Tags, Tags.None).Decide(AllFields.Tags).ShouldBe($"{portal.Other()}.tags := {{}}");

    [Fact]
    public void A_tag_added_on_one_portal_and_another_removed_on_the_other_both_apply() =>
        Pair.Synced().Edit(Defender, AllFields.Tags, Tags.Of("vip", "phish")).Edit(Sentinel, AllFields.Tags, Tags.None)
            .Decide(AllFields.Tags).ShouldBe("Defender.tags := {phish}; Sentinel.tags := {phish}");

    [Fact]
    public void Different_tags_added_on_both_portals_are_both_kept() =>
        Pair.Synced().Edit(Defender, AllFields.Tags, Tags.Of("vip", "phish")).Edit(Sentinel, AllFields.Tags, Tags.Of("vip", "lateral"))
            .Decide(AllFields.Tags).ShouldBe("Defender.tags := {lateral, phish, vip}; Sentinel.tags := {lateral, phish, vip}");

    [Fact]
    public void Each_portal_keeps_its_own_spelling() =>
        Pair.Synced().Edit(Sentinel, AllFields.Tags, Tags.Of("VIP")).Edit(Defender, AllFields.Tags, Tags.Of("vip", "phish"))
            .Decide(AllFields.Tags).ShouldBe("Sentinel.tags := {phish, VIP}");

    [Fact]
    public void At_first_contact_the_tags_are_united() =>
        Pair.FirstContact().Edit(Defender, AllFields.Tags, Tags.Of("phish")).Edit(Sentinel, AllFields.Tags, Tags.Of("lateral"))
            .Decide(AllFields.Tags).ShouldBe("Defender.tags := {lateral, phish}; Sentinel.tags := {lateral, phish}");

    [Fact]
    public void A_tag_that_reached_the_other_portal_and_is_removed_there_stays_removed_while_other_tags_are_on_their_way()
    {
        var pair = Pair.Synced().Edit(Defender, AllFields.Tags, Tags.Of("vip", "phish"))
            .Edit(Sentinel, AllFields.Tags, Tags.Of("vip", "lateral"));
        pair.Apply(Engine.Real, pair.Plan(), portal => portal == Defender).Edit(Defender, AllFields.Tags, Tags.Of("vip", "phish"))
            .Decide(AllFields.Tags).ShouldBe("Sentinel.tags := {phish, vip}");
    }

    [Fact]
    public void The_same_unknown_tags_on_both_portals_are_no_agreement() =>
        Pair.FirstContact().Show(Defender, AllFields.Tags, new Unknown("?"))
            .Show(Sentinel, AllFields.Tags, new Unknown("?")).Plan().Bases[AllFields.Tags].ShouldBeNull();
}
