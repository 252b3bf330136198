using System.Globalization;
using System.Net;
using System.Text;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>How a comment reads on the other portal, letter by letter.</summary>
public sealed class CommentTextTests
{
    private const string Sailor = "\U0001F469\u200D\u2708\uFE0F";

    [Theory]
    [InlineData("Ren\u00E9 sah \u00FCber 20 \u20AC nach", "Ren\u00E9 sah \u00FCber 20 \u20AC nach")]
    [InlineData("done \U0001F469", "done \U0001F469")]
    [InlineData("a < b > c & \"d\" 'e'", "a &lt; b &gt; c &amp; &quot;d&quot; &#39;e&#39;")]
    [InlineData("![x](https://fabrikam.com/x.png)", "!&#91;x](https://fabrikam.com/x.png)")]
    [InlineData("[x](https://fabrikam.com) [y]( HTTP://fabrikam.com \"z\")",
        "[x](https://fabrikam.com) [y]( HTTP://fabrikam.com &quot;z&quot;)")]
    [InlineData("[x](javascript:alert(1))", "[x&#93;(javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))", "[x&#93;(JaVaScRiPt:alert(1))")]
    [InlineData("[x](\n java\tscript\u200B:y)", "[x&#93;(\n java\tscript\u200B:y)")]
    [InlineData("[x](&#106;avascript:y)", "[x&#93;(&amp;#106;avascript:y)")]
    [InlineData("[x](javascript&colon;y)", "[x&#93;(javascript&amp;colon;y)")]
    [InlineData("[x](javascript%3Ay)", "[x&#93;(javascript%3Ay)")]
    [InlineData("[x](java\\script\\:y)", "[x&#93;(java\\script\\:y)")]
    [InlineData("[x](<javascript:y>)", "[x&#93;(&lt;javascript:y&gt;)")]
    [InlineData("[x](data:text/html,y) [x](vbscript:y) [x](file:///y)",
        "[x&#93;(data:text/html,y) [x&#93;(vbscript:y) [x&#93;(file:///y)")]
    [InlineData("[a [b](c:d)](e)", "[a [b&#93;(c:d)](e)")]
    [InlineData("[x](java", "[x&#93;(java")]
    [InlineData("[x]\n\n[x]: javascript:y", "[x]\n\n[x&#93;: javascript:y")]
    [InlineData("[x]:\n data:y\n[z]: https://fabrikam.com", "[x&#93;:\n data:y\n[z]: https://fabrikam.com")]
    [InlineData("run f[0](1, 2) and see [12]: at last", "run f[0](1, 2) and see [12]: at last")]
    [InlineData("a\u202E!\u2066[b\u0000](x)", "a!&#91;b](x)")]
    public void Sentinel_is_given_entities_for_markup_and_every_other_letter_as_it_is(string written, string given) =>
        Shown(written).ShouldBe(given);

    [Theory]
    [InlineData("caf\u00E9 & <b>")]
    [InlineData("\U0001F469 said \"no\", isn't it?\u00A0")]
    [InlineData("half \ud83d")]
    [InlineData("&eacute; as it was written")]
    public void What_is_compared_and_signed_is_what_it_was_when_every_letter_was_encoded(string written) =>
        CommentText.Canonical(Shown(written)).ShouldBe(CommentText.Canonical(WebUtility.HtmlEncode(written)));

    [Theory]
    [InlineData("&")]
    [InlineData("\"\u00E9")]
    [InlineData("![")]
    [InlineData(Sailor + "<")]
    public void A_long_text_is_cut_before_it_is_encoded_so_that_every_part_fits_and_ends_with_a_whole_character(string one)
    {
        var written = string.Concat(Enumerable.Repeat(one, 40_000 / one.Length));
        var parts = Parts(written);
        parts.Max(part => part.Length).ShouldBeInRange(CommentText.SentinelLimit - 600, CommentText.SentinelLimit - 200);
        var said = parts.Select(part => WebUtility.HtmlDecode(Body(part)).Replace("\u200B", "")).ToList();
        string.Concat(said).ShouldBe(written);
        var ends = said.Select((_, at) => said.Take(at + 1).Sum(part => part.Length)).SkipLast(1).ToList();
        ends.Except(StringInfo.ParseCombiningCharacters(written)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void A_character_that_no_part_holds_is_parted_all_the_same(Portal home) =>
        CommentText.Parts(Comment("e" + new string('\u0301', 60_000)), home).Sum(part => Body(part).Length).ShouldBe(60_001);

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;", "<img src=x onerror=alert(1)>")]
    [InlineData("al\u202Eice\r\n![x](y)", "alice!&#91;x](y)", "alice![x](y)")]
    [InlineData("[x](javascript:y)", "[x&#93;(javascript:y)", "[x](javascript:y)")]
    [InlineData("O'Brien", "O&#39;Brien", "O'Brien")]
    [InlineData("\u202E\u0007", "somebody", "somebody")]
    public void An_author_is_one_line_and_no_markup_in_Sentinel(string author, string inSentinel, string inDefender)
    {
        var comment = Comment("Said.") with { Author = author };
        CommentText.Parts(comment, Defender).Single().ShouldBe($"{inSentinel} in Defender, 2026-01-22 12:00:00 UTC:\nSaid.");
        CommentText.Parts(comment, Sentinel).Single().ShouldBe($"{inDefender} in Sentinel, 2026-01-22 12:00:00 UTC:\nSaid.");
        CommentText.Entry(comment, Defender).ShouldBe($"{inSentinel} in Defender, 2026-01-22 12:00:00 UTC:\nSaid.");
    }

    [Theory]
    [InlineData("x", Defender)]
    [InlineData("'", Defender)]
    [InlineData("<", Sentinel)]
    public void An_endless_author_leaves_room_for_the_words(string one, Portal home)
    {
        var comment = Comment(new string('&', 70_000)) with { Author = string.Concat(Enumerable.Repeat(one, 10_000)) };
        var parts = CommentText.Parts(comment, home);
        parts.Max(part => part.Length).ShouldBeLessThan(CommentText.SentinelLimit - 100);
        parts[0].Split('\n')[0].ShouldContain("\u2026 in ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void A_character_that_no_part_holds_is_parted_between_whole_letters(string begins)
    {
        var written = begins + string.Concat(Enumerable.Repeat("\U0001D167", 30_000));
        var parts = CommentText.Parts(Comment(written), Sentinel).Select(Body).ToList();
        string.Concat(parts).ShouldBe(written);
        parts.SelectMany(part => part.EnumerateRunes()).ShouldNotContain(Rune.ReplacementChar);
    }

    [Fact]
    public void The_letter_at_the_cut_stays_whole_whatever_stands_behind_it() =>
        CommentText.Parts(Comment("x" + new string('\u0301', 4_914) + "\U0001D167" + new string('\u0301', 60_000)), Sentinel)
            .SelectMany(part => part.EnumerateRunes()).ShouldNotContain(Rune.ReplacementChar);

    [Fact]
    public void What_goes_to_Defender_is_not_encoded_and_has_the_room_that_the_entities_would_need()
    {
        CommentText.Parts(Comment(new string('<', 20_000)), Sentinel).ShouldHaveSingleItem();
        CommentText.Parts(Comment("Said.") with { Author = new string('<', 200) }, Sentinel).Single().ShouldNotContain("\u2026");
    }

    [Fact]
    public void An_edit_whose_time_is_not_shown_is_told_with_the_comments() =>
        CommentText.Parts(Comment("Said.") with { Id = new("1@2") }, Sentinel).Single()
            .ShouldBe("alice@contoso.com in Sentinel, edited 2026-01-22 12:00:00 UTC:\nSaid.");

    [Fact]
    public void Of_a_comment_that_is_HTML_what_a_reader_sees_is_carried() =>
        Body(CommentText.Parts(Comment("<p>Asked &amp; answered.</p>") with { Readable = "Asked & answered." }, Sentinel).Single())
            .ShouldBe("Asked & answered.");

    private static string Shown(string text) => Body(Parts(text).Single());

    private static IReadOnlyList<string> Parts(string text) => CommentText.Parts(Comment(text), Defender);

    private static string Body(string part) => part[(part.IndexOf('\n') + 1)..];

    private static Comment Comment(string text) => new(new CommentId("d1"), "alice@contoso.com", Pair.Start, text);
}
