using System.Globalization;
using System.Net;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using static IncidentSync.Core.Incidents.Portal;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>How a comment reads on the other portal, letter by letter.</summary>
public sealed class CommentTextTests
{
    private const string Sailor = "\U0001F469\u200D\u2708\uFE0F";

    [Theory]
    [InlineData("Ren\u00E9 sah \u00FCber 20 \u20AC nach", "Ren\u00E9 sah \u00FCber 20 \u20AC nach")]
    [InlineData("done \U0001F469", "done \U0001F469")]
    [InlineData("a < b > c & \"d\" 'e'", "a &lt; b &gt; c &amp; &quot;d&quot; &#39;e&#39;")]
    [InlineData("![x]", "!\u200B[x]")]
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

    [Fact]
    public void Of_a_comment_that_is_HTML_what_a_reader_sees_is_carried() =>
        Body(CommentText.Parts(Comment("<p>Asked &amp; answered.</p>") with { Readable = "Asked & answered." }, Sentinel).Single())
            .ShouldBe("Asked & answered.");

    private static string Shown(string text) => Body(Parts(text).Single());

    private static IReadOnlyList<string> Parts(string text) => CommentText.Parts(Comment(text), Defender);

    private static string Body(string part) => part[(part.IndexOf('\n') + 1)..];

    private static Comment Comment(string text) => new(new CommentId("d1"), "alice@contoso.com", Pair.Start, text);
}
