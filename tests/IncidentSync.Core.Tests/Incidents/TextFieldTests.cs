using IncidentSync.Core.Incidents;
using static IncidentSync.Core.Incidents.Portal;

namespace IncidentSync.Core.Tests.Incidents;

public sealed class TextFieldTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Becoming_empty_never_travels(Portal portal) =>
        Pair.Synced().Edit(portal, Fields.Description, "").Writes().ShouldBe("nothing");

    [Fact]
    public void A_text_that_a_portal_dropped_is_given_back_when_it_changes() =>
        Pair.Synced().Edit(Sentinel, Fields.Description, "").Edit(Defender, Fields.Description, "Three stages.")
            .Writes().ShouldBe("Sentinel.description := 'Three stages.'");

    [Fact]
    public void A_long_description_is_cut_between_visible_characters()
    {
        var text = new string('x', DescriptionField.SentinelLimit - 3) + Family + "tail";
        Pair.Synced().Edit(Defender, Fields.Description, text).Writes()
            .ShouldBe($"Sentinel.description := '{text[..(DescriptionField.SentinelLimit - 3)]}'");
    }

    [Fact]
    public void A_description_that_was_cut_is_in_agreement() =>
        Pair.Synced().Edit(Defender, Fields.Description, new string('x', 6000)).Apply().Writes().ShouldBe("nothing");

    [Fact]
    public void An_edit_of_a_text_that_Sentinel_holds_only_cut_is_held() =>
        Pair.Synced().Edit(Defender, Fields.Description, new string('x', 6000)).Apply().Edit(Sentinel, Fields.Description, "shorter")
            .Decide(Fields.Description).ShouldBe("held: CutText");

    [Theory]
    [InlineData("Multi-stage incident ")]
    [InlineData("\r\nMulti-stage incident")]
    public void White_space_around_a_text_is_no_edit(string text) =>
        Pair.Synced().Edit(Sentinel, Fields.Title, text).Writes().ShouldBe("nothing");

    [Fact]
    public void Two_Unicode_forms_of_a_text_are_the_same() =>
        Pair.Synced().Edit(Defender, Fields.Title, "Caf\u00e9").Apply()
            .Edit(Sentinel, Fields.Title, "Cafe\u0301").Writes().ShouldBe("nothing");

    [Fact]
    public void A_lone_surrogate_in_a_text_is_compared_and_not_a_crash() =>
        Pair.Synced().Edit(Defender, Fields.Title, "half \ud83d").Decide(Fields.Title).ShouldStartWith("Sentinel.title :=");
}
