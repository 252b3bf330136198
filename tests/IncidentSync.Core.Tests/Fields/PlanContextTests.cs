using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>What a field's decision may know of the decisions before it.</summary>
public sealed class PlanContextTests
{
    private static readonly Pair Synced = Pair.Synced();
    private static readonly FieldWrite Close = new(Sentinel, AllFields.Status, new Seen<Status>(Status.Closed));

    private static readonly PlanContext Closing = new(
        FieldRules.Default, Synced.Defender!.Incident, Synced.Sentinel!.Incident,
        [new Carried(AllFields.Status, Defender, null, Reading.Unseen, Close)]);

    [Fact]
    public void A_portal_will_hold_what_is_about_to_be_written_there() => Closing.After(Sentinel, AllFields.Status).ShouldBe(Close.Value);

    [Fact]
    public void The_other_portal_holds_what_it_shows() =>
        Closing.After(Defender, AllFields.Status).ShouldBe(Synced.Defender!.Incident[AllFields.Status]);

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Another_field_is_what_its_portal_shows(Portal portal) =>
        Closing.After(portal, AllFields.Owner).ShouldBe(Synced[portal].Incident[AllFields.Owner]);

    [Fact]
    public void A_write_is_the_same_when_portal_field_and_value_are()
    {
        var (again, elsewhere) = (Close with { Value = new Seen<Status>(Status.Closed) }, Close with { Portal = Defender });
        (Close.IsSameAs(again), Close.IsSameAs(elsewhere), Close.IsSameAs(Close with { Value = new Seen<Status>(Status.New) }))
            .ShouldBe((true, false, false));
    }

    [Fact]
    public void The_same_words_in_another_field_are_another_write()
    {
        var title = new FieldWrite(Sentinel, AllFields.Title, new Seen<string>("words"));
        title.IsSameAs(title with { Field = AllFields.Description }).ShouldBeFalse();
    }
}
