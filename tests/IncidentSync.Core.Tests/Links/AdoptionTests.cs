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

    private static Seen<Tags> Tagged(params string[] tags) => new(Tags.Of(tags));
}
