using IncidentSync.Core.Fields;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Classification;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Values;

/// <summary>The rows of the table above <see cref="Crossing"/>, field by field: what is left out is no edit.</summary>
public sealed class CrossingTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    public static TheoryData<string, string, string> Texts { get; } = new()
    {
        { "plain", "plain", "plain" },
        { "a\tb\r\nc", "abc", "a\tb\r\nc" },
        { "a\u2028b\u2029c", "abc", "a\u2028b\u2029c" },
        { "a\0b\u001B[31mc\u007Fd\u0085e\u009Bf\vg\f", "ab[31mcdefg", "ab[31mcdefg" },
        { "invoice\u202Egpj.exe", "invoicegpj.exe", "invoicegpj.exe" },
        { "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u2066\u2067\u2068\u2069", "", "" },
        { Family + "\u200B\u200C\uFEFF\u00AD", Family + "\u200B\u200C\uFEFF\u00AD", Family + "\u200B\u200C\uFEFF\u00AD" },
        { "half \ud83d", "half \ud83d", "half \ud83d" },
        { "two halves \ud83d\u202E\ude00", "two halves \uFFFD\uFFFD", "two halves \uFFFD\uFFFD" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Controls_and_directions_are_left_out_and_line_breaks_and_tabs_stay_in_several_lines(string text, string line, string lines)
    {
        Crossing.Line(text).ShouldBe(line);
        Crossing.Lines(text).ShouldBe(lines);
    }

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Each_text_of_the_incident_crosses_without_them(Portal portal)
    {
        Pair.Synced().Edit(portal, AllFields.Title, "a\u202Eb\r\nc").Writes().ShouldBe($"{portal.Other()}.title := 'abc'");
        Pair.Synced().Edit(portal, AllFields.Description, "a\u202Eb\nc\u001B").Writes()
            .ShouldBe($"{portal.Other()}.description := 'ab\nc'");
        Pair.Synced().Edit(portal, AllFields.Tags, Tags.Of("vip", "a\u202Eb\tc")).Writes()
            .ShouldBe($"{portal.Other()}.tags := {Print.Of(new Seen<Tags>(Tags.Of("abc", "vip")))}");
    }

    [Fact]
    public void A_closing_comment_crosses_without_them_both_ways()
    {
        Pair.Synced(Status.Closed).Edit(Defender, AllFields.Verdict, new Verdict(TruePositive, "malware", "a\u202Eb\nc"))
            .Decide(AllFields.Verdict).ShouldBe("Sentinel.verdict := TruePositive/SuspiciousActivity/ab\nc");
        Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", "a\u202Eb\nc")).Decide(AllFields.Verdict)
            .ShouldBe("Defender.verdict := TruePositive/other/ab\nc");
    }

    [Fact]
    public void An_owner_crosses_without_them_both_ways()
    {
        Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("bob\u202E@contoso.com\n")).Decide(AllFields.Owner)
            .ShouldBe("Sentinel.owner := bob@contoso.com");
        Pair.Synced().Edit(Sentinel, AllFields.Owner, Owner.InSentinel("", "bob\u200E@contoso.com")).Decide(AllFields.Owner)
            .ShouldBe("Defender.owner := bob@contoso.com");
    }

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void An_owner_of_whom_nothing_crosses_unassigns_nobody(Portal portal) =>
        Pair.Synced().Edit(portal, AllFields.Owner, portal == Defender ? Owner.InDefender("\u202E") : Owner.InSentinel("", "\u202E"))
            .Decide(AllFields.Owner).ShouldBe("held: UnmappedOwner");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void What_crossed_agrees_with_where_it_came_from_and_coming_back_it_is_no_edit(Portal portal)
    {
        var crossed = Pair.Synced().Edit(portal, AllFields.Title, "in\u202Evoice").Edit(portal, AllFields.Description, "a\u0000b")
            .Edit(portal, AllFields.Tags, Tags.Of("v\u200Fip", "n\u202Eew")).Apply();
        crossed.Writes().ShouldBe("nothing");
        crossed.Edit(portal, AllFields.Title, "invoice").Edit(portal, AllFields.Description, "ab")
            .Edit(portal, AllFields.Tags, Tags.Of("vip", "new")).Writes().ShouldBe("nothing");
    }

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void An_edit_of_what_crossed_replaces_where_it_came_from(Portal portal) =>
        Pair.Synced().Edit(portal, AllFields.Title, "in\u202Evoice").Apply().Edit(portal.Other(), AllFields.Title, "bill").Writes()
            .ShouldBe($"{portal}.title := 'bill'");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void A_text_of_which_nothing_crosses_is_empty_and_does_not_travel(Portal portal)
    {
        Pair.Synced().Edit(portal, AllFields.Title, "\u202E\u2069").Writes().ShouldBe("nothing");
        Pair.Synced().Edit(portal, AllFields.Tags, Tags.Of("vip", "\u202E")).Writes().ShouldBe("nothing");
    }

    [Fact]
    public void A_twin_of_a_title_of_which_nothing_crosses_is_given_one() =>
        Create("\u202E ", "https://security.microsoft.com/incident2/42/overview").Fields.Single(write => write.Field == AllFields.Title)
            .Value.ShouldBe(new Seen<string>("Defender incident 42"));

    [Fact]
    public void The_address_in_a_twins_first_comment_is_no_markup() =>
        Create("x", "javascript:\u202E<img src=x>![x](y)").Comment
            .ShouldBe("Defender incident 42: javascript:&lt;img src=x&gt;!&#91;x](y)");

    [Fact]
    public void How_much_of_a_description_is_held_is_told_by_what_crosses()
    {
        var full = new string('x', DescriptionField.SentinelLimit);
        var crossed = Pair.Synced().Edit(Defender, AllFields.Description, full + "\u202E").Apply();
        crossed.Sentinel!.Incident[AllFields.Description].ShouldBe(new Seen<string>(full));
        crossed.Edit(Sentinel, AllFields.Description, "shorter").Writes().ShouldBe("Defender.description := 'shorter'");
    }

    [Theory]
    [InlineData("defender:\u202E42")]
    [InlineData(" defender:42")]
    [InlineData("Re\u200Edirected")]
    [InlineData("defender-priority:\u2069top")]
    [InlineData("\u202E")]
    public void A_tag_that_would_cross_as_one_of_the_engines_is_nobodys(string tag) => TagsField.IsOwned(tag).ShouldBeTrue();

    private static SyncAction.CreateTwin Create(string title, string address)
    {
        var pair = Pair.FirstContact().Edit(Defender, AllFields.Title, title);
        return Twin.Create(pair.Defender! with { WebUrl = address }, pair.Rules);
    }
}
