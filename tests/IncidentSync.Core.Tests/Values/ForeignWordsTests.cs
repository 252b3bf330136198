using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Values;

/// <summary>A portal's own words, which nobody here has chosen, on one line of a log or a terminal.</summary>
public class ForeignWordsTests
{
    private const string Family = "\U0001F468";

    [Theory]
    [InlineData("The scope is locked.", "The scope is locked.")]
    [InlineData("", "")]
    [InlineData(" \r\n\t ", "")]
    [InlineData("  two\r\n\r\nlines\t", "two lines")]
    [InlineData("a\u2028b\u2029c\u0085d\u000Be", "a b c d e")]
    [InlineData("red \u001B[31m\u0007text\u009B2J", "red [31m text 2J")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u061Ce", "a b c d e")]
    [InlineData("a\u200Bb\uFEFFc\u00ADd", "a b c d")]
    [InlineData("a\uE000b\uDB40\uDC01c\u0378d", "a b c d")]
    [InlineData("\u4E2D\u6587 e\u0301 \uD83D\uDE31", "\u4E2D\u6587 e\u0301 \uD83D\uDE31")]
    public void What_does_not_print_or_breaks_the_line_is_one_space(string words, string line) =>
        ForeignWords.OneLine(words).ShouldBe(line);

    [Theory]
    [InlineData("61 D83D 62", "a\uFFFDb")]
    [InlineData("61 DE31 62", "a\uFFFDb")]
    [InlineData("DE31 D83D", "\uFFFD\uFFFD")]
    public void Half_a_character_is_the_replacement_character(string units, string line) =>
        ForeignWords.OneLine(string.Concat(units.Split(' ').Select(unit => (char)Convert.ToInt32(unit, 16)))).ShouldBe(line);

    [Fact]
    public void Two_hundred_characters_are_kept_and_of_more_the_last_is_an_ellipsis()
    {
        ForeignWords.OneLine(new string('x', 200)).ShouldBe(new string('x', 200));
        ForeignWords.OneLine(new string('x', 200) + "\r\n").ShouldBe(new string('x', 200));
        ForeignWords.OneLine(new string('x', 201)).ShouldBe(new string('x', 199) + "…");
        ForeignWords.OneLine(new string('x', 198) + " and more").ShouldBe(new string('x', 198) + "…");
    }

    [Theory]
    [InlineData(196)]
    [InlineData(197)]
    [InlineData(198)]
    [InlineData(199)]
    [InlineData(200)]
    public void A_cut_leaves_no_half_of_a_character(int before)
    {
        foreach (var behind in new[] { "yy", Family + Family, "\U000E0001" + Family })
        {
            var line = ForeignWords.OneLine(new string('x', before) + Family + behind + new string('z', 9));
            line.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
            line.Length.ShouldBeInRange(199, 200);
            line.ShouldEndWith("…");
        }
    }
}
