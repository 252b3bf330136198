using IncidentSync.Connectors;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Tests.Connections;

/// <summary>When a list that goes on is read no further.</summary>
public sealed class PageMeterTests
{
    [Theory]
    [InlineData("a b c", 1, "GoesOn GoesOn Full")]
    [InlineData("a b .", 1, "GoesOn GoesOn Whole")]
    [InlineData("a .", 1, "GoesOn Whole")]
    [InlineData("a b .", 6, "GoesOn Full Whole")]
    [InlineData("a a", 1, "GoesOn Circles")]
    [InlineData("a b a", 1, "GoesOn GoesOn Circles")]
    public void After_each_page(string links, int bytes, string verdicts)
    {
        var meter = new PageMeter(new ListLimits(Pages: 3, Bytes: 10, CommentPages: 1));
        var said = links.Split(' ').Select(link => meter.After(link == "." ? null : new FeedContinuation(link), bytes));
        string.Join(' ', said).ShouldBe(verdicts);
    }

    [Fact]
    public void A_list_has_a_thousand_pages_and_64_MB_and_the_comments_of_an_incident_two_hundred_pages()
    {
        ListLimits.Default.ShouldBe(new ListLimits(1_000, 64 * 1024 * 1024, 200));
        ListLimits.Default.OfComments.Pages.ShouldBe(200);
    }
}
