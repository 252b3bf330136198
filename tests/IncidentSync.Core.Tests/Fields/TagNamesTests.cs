using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>Which names are nobody's tags, and tags that are not there.</summary>
public sealed class TagNamesTests
{
    [Theory]
    [InlineData("defender:42", true)]
    [InlineData("Defender:42", true)]
    [InlineData("defender-priority:top", true)]
    [InlineData("redirected", true)]
    [InlineData(" Redirected ", true)]
    [InlineData("vip", false)]
    [InlineData("defender:soc", false)]
    [InlineData("defender:", false)]
    [InlineData("not redirected", false)]
    public void What_the_merge_and_we_name_is_nobodys_tag(string name, bool owned) => TagsField.IsOwned(name).ShouldBe(owned);

    [Fact]
    public void Different_tags_do_not_agree()
    {
        var (vip, phish) = (new Seen<Tags>(Tags.Of("vip")), new Seen<Tags>(Tags.Of("phish")));
        (Agree(vip, phish), Agree(vip, vip), Agree(vip, Reading.Unseen)).ShouldBe((false, true, false));

        static bool Agree(Reading left, Reading right) => AllFields.Tags.Agree(left, right, SyncRules.Default.Fields);
    }

    [Fact]
    public void A_twin_is_given_no_tags_when_there_are_none_or_they_are_not_known()
    {
        (Pair.Synced().Edit(Defender, AllFields.Tags, Tags.None) with { Sentinel = null }).Writes().ShouldNotContain("tags");
        (Pair.Synced().Show(Defender, AllFields.Tags, new Unknown("?")) with { Sentinel = null }).Writes().ShouldNotContain("tags");
    }

    [Theory]
    [InlineData(Defender, "Sentinel.tags := {hers}")]
    [InlineData(Sentinel, "Defender.tags := {his}")]
    public void An_operator_gives_the_other_portal_the_winners_tags_whole(Portal winner, string write)
    {
        var pair = Pair.Synced().Under(AllFields.Tags, ConflictPolicy.Hold)
            .Edit(Defender, AllFields.Tags, Tags.Of("hers")).Edit(Sentinel, AllFields.Tags, Tags.Of("his"));
        var said = new Resolution(winner, pair[Defender].Incident[AllFields.Tags], pair[Sentinel].Incident[AllFields.Tags]);
        var link = pair.Link();
        var plan = Planner.Plan(link with { Resolutions = link.Resolutions.Add(AllFields.Tags, said) }, pair.Rules, Stamp.EndOfTime);
        Print.Of(plan.Action).ShouldBe(write);
    }
}
