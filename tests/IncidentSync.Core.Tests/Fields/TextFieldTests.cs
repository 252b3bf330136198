using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

public sealed class TextFieldTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Becoming_empty_never_travels(Portal portal) =>
        Pair.Synced().Edit(portal, AllFields.Description, "").Writes().ShouldBe("nothing");

    [Fact]
    public void A_text_that_a_portal_dropped_is_given_back_when_it_changes() =>
        Pair.Synced().Edit(Sentinel, AllFields.Description, "").Edit(Defender, AllFields.Description, "Three stages.")
            .Writes().ShouldBe("Sentinel.description := 'Three stages.'");

    [Fact]
    public void A_long_description_is_cut_between_visible_characters()
    {
        var text = new string('x', DescriptionField.SentinelLimit - 3) + Family + "tail";
        Pair.Synced().Edit(Defender, AllFields.Description, text).Writes()
            .ShouldBe($"Sentinel.description := '{text[..(DescriptionField.SentinelLimit - 3)]}'");
    }

    [Fact]
    public void A_description_that_was_cut_is_in_agreement() =>
        Pair.Synced().Edit(Defender, AllFields.Description, new string('x', 6000)).Apply().Writes().ShouldBe("nothing");

    [Fact]
    public void An_edit_of_a_text_that_Sentinel_holds_only_cut_is_held() =>
        Pair.Synced().Edit(Defender, AllFields.Description, new string('x', 6000)).Apply().Edit(Sentinel, AllFields.Description, "shorter")
            .Decide(AllFields.Description).ShouldBe("held: CutText");

    [Theory]
    [InlineData("Multi-stage incident ")]
    [InlineData("\r\nMulti-stage incident")]
    public void White_space_around_a_text_is_no_edit(string text) =>
        Pair.Synced().Edit(Sentinel, AllFields.Title, text).Writes().ShouldBe("nothing");

    [Fact]
    public void Two_Unicode_forms_of_a_text_are_the_same() =>
        Pair.Synced().Edit(Defender, AllFields.Title, "Caf\u00e9").Apply()
            .Edit(Sentinel, AllFields.Title, "Cafe\u0301").Writes().ShouldBe("nothing");

    [Fact]
    public void A_lone_surrogate_in_a_text_is_compared_and_not_a_crash() =>
        Pair.Synced().Edit(Defender, AllFields.Title, "half \ud83d").Decide(AllFields.Title).ShouldStartWith("Sentinel.title :=");
}
