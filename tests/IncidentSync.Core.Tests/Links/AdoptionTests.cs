using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Links;

/// <summary>
/// A write that got no answer and is seen to have arrived is what the portals agreed on, whatever the other one says by now.
/// </summary>
public sealed class AdoptionTests
{
    private static readonly FieldWrite Title = new(Portal.Defender, AllFields.Title, new Seen<string>("Phish"));

    [Fact]
    public void What_was_written_and_is_shown_becomes_the_base_of_both()
    {
        var adopted = Bases.None.Adopt(Title, new Seen<string>(" Phish"), SyncRules.Default.Fields)[AllFields.Title]!;
        (adopted.Defender, adopted.Sentinel).ShouldBe((new Seen<string>(" Phish"), new Seen<string>(" Phish")));
    }

    [Fact]
    public void What_was_written_and_is_not_shown_moves_nothing() =>
        Bases.None.Adopt(Title, new Seen<string>("Malware"), SyncRules.Default.Fields).ShouldBeSameAs(Bases.None);

    [Fact]
    public void Of_tags_only_those_are_adopted_that_the_write_added_or_removed()
    {
        var write = new FieldWrite(Portal.Defender, AllFields.Tags, Tagged("ours", "carried")) { Over = Tagged("ours", "removed") };
        var before = new Bases(Bases.None.ByField.SetItem(AllFields.Tags, new FieldBase(Tagged("removed"), Tagged("removed"))));
        var adopted = before.Adopt(write, Tagged("ours", "carried", "later"), SyncRules.Default.Fields)[AllFields.Tags]!;
        (adopted.Defender, adopted.Sentinel).ShouldBe((Tagged("carried"), Tagged("carried")));
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void Each_portals_base_is_in_its_own_words(Portal portal)
    {
        Reading defenders = new Seen<Owner>(Owner.InDefender("bob@contoso.com"));
        Reading sentinels = new Seen<Owner>(Owner.InSentinel("", "bob@contoso.com"));
        var write = new FieldWrite(portal, AllFields.Owner, portal == Portal.Defender ? defenders : sentinels);
        var adopted = Bases.None.Adopt(write, write.Value, SyncRules.Default.Fields)[AllFields.Owner]!;
        (adopted.Defender, adopted.Sentinel).ShouldBe((defenders, sentinels));
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_value_that_a_portal_took_and_shows_late_is_looked_for_on_that_portal(Portal portal)
    {
        var edited = Pair.Synced().Edit(portal, AllFields.Title, "Phish");
        var taken = new UnwritableValue(Title with { Portal = portal }, HoldReason.NotAccepted);
        Bases Adopt(UnwritableValue value) => edited.Bases.AdoptAccepted([value], edited.Defender!, edited.Sentinel!, edited.Rules.Fields);
        Adopt(taken)[AllFields.Title]!.ShouldSatisfyAllConditions(
            held => held.Defender.ShouldBe(Title.Value), held => held.Sentinel.ShouldBe(Title.Value));
        Adopt(taken with { Reason = HoldReason.Refused }).ShouldBeSameAs(edited.Bases);
        Adopt(taken with { Write = Title with { Portal = portal.Other() } }).ShouldBeSameAs(edited.Bases);
    }

    [Fact]
    public void A_twin_begins_with_what_it_was_made_of_where_nothing_was_agreed_before()
    {
        var pair = Pair.Synced();
        FieldWrite[] made = [Title with { Portal = Portal.Sentinel, Of = new Seen<string>("phish") }];
        Bases.None.AdoptTwin(made, pair.Defender!, pair.Sentinel!)[AllFields.Title]!.ShouldSatisfyAllConditions(
            held => held.Defender.ShouldBe(made[0].Of), held => held.Sentinel.ShouldBe(Title.Value));
        pair.Bases.AdoptTwin(made, pair.Defender!, pair.Sentinel!).ShouldBe(pair.Bases);
        Bases.None.AdoptTwin([Title], pair.Defender!, pair.Sentinel!)[AllFields.Title].ShouldBeNull();
    }

    private static Seen<Tags> Tagged(params string[] tags) => new(Tags.Of(tags));
}
