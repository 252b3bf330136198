using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Comments;

namespace IncidentSync.Connectors.Tests;

/// <summary>What a playbook writes into Sentinel as HTML, as a person reads it there.</summary>
public class ReadableHtmlTests
{
    [Theory]
    [InlineData("<div><p>Asked the <b>service desk</b> &amp; the user.</p></div>", "Asked the service desk & the user.")]
    [InlineData("<p>One</p><p>Two</p>", "One\nTwo")]
    [InlineData("<div>\r\n  <p>One\r\n line</p>\r\n  <p>Two</p>\r\n</div>", "One line\nTwo")]
    [InlineData("One<br>Two<br/><br />Three", "One\nTwo\n\nThree")]
    [InlineData("<ul><li>a</li><li><p>b</p></li></ul>end", "- a\n- b\nend")]
    [InlineData("<table><tr><th>IP</th><th>Host</th></tr><tr><td>10.0.0.1</td><td>srv</td></tr></table>", "IP | Host\n10.0.0.1 | srv")]
    [InlineData("<p>See <a href=\"https://contoso.com/a?b=1&amp;c=2\">the ticket</a>.</p>",
        "See the ticket (https://contoso.com/a?b=1&c=2).")]
    [InlineData("<a href='https://contoso.com/1'>https://contoso.com/1</a>", "https://contoso.com/1")]
    [InlineData("<a href='mailto:bob@contoso.com'>bob@contoso.com</a>", "bob@contoso.com")]
    [InlineData("<a href='javascript:alert(1)'>here</a>", "here")]
    [InlineData("<p><img src='https://fabrikam.com/x.png' alt='chart'></p>", "chart (https://fabrikam.com/x.png)")]
    [InlineData("<style>p{color:red}</style><p>seen</p><script>alert(1)</script>", "seen")]
    [InlineData("<pre>a\n  b</pre>", "a\n  b")]
    [InlineData("<b>bold and <i>never closed", "bold and never closed")]
    [InlineData("<div>caf&eacute; &#128105; &lt;script&gt;</div>", "caf\u00E9 \U0001F469 <script>")]
    public void Html_reads_as_text(string html, string text) => ReadableHtml.Of(html).ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("a < b && c > d")]
    [InlineData("from <bob@contoso.com> to List<string>")]
    [InlineData("<a@contoso.com>")]
    [InlineData("Tom &amp; Jerry")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<div></div>")]
    public void What_is_no_HTML_or_shows_nothing_is_left_as_it_is(string text) => ReadableHtml.Of(text).ShouldBeNull();

    [Theory]
    [InlineData("<b>")]
    [InlineData("<div>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<a href='https://contoso.com'>")]
    [InlineData("<br>")]
    [InlineData("<td>x<table>")]
    public async Task Hostile_nesting_is_read_in_a_moment(string piece)
    {
        var html = $"<p>{string.Concat(Enumerable.Repeat(piece, (CommentText.SentinelLimit / piece.Length) - 10))}end";
        (await Task.Run(() => ReadableHtml.Of(html)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
            .ShouldNotBeNull().ShouldContain("end");
    }

    [Fact]
    public void A_text_longer_than_Sentinel_holds_is_not_parsed() =>
        ReadableHtml.Of($"<p>{new string('x', CommentText.SentinelLimit)}</p>").ShouldBeNull();
}
