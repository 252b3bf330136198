using IncidentSync.Connectors.Sentinel;

namespace IncidentSync.Connectors.Tests.Http;

public class NextLinkTests
{
    private const string Path = "/subscriptions/5ab5/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/w"
        + "/providers/Microsoft.SecurityInsights/incidents";

    private const string Query = "?api-version=2025-09-01&$filter=properties/lastModifiedTimeUtc ge 2026-01-01T00:00:00Z"
        + "&$orderby=properties/lastModifiedTimeUtc asc&$top=200";

    private static readonly Uri Asked = new($"https://management.azure.com{Path}?api-version=2025-09-01");

    [Theory]
    [InlineData($"https://management.azure.com{Path}{Query}&$skipToken=++/=abc==", "++/=abc==")]
    [InlineData($"https://management.azure.com:443{Path}{Query}&%24skipToken=%2B%2Babc%3D", "++abc=")]
    [InlineData($"https://MANAGEMENT.azure.com{Path}?$SkipToken=abc", "abc")]
    public void A_link_to_the_list_that_was_asked_gives_its_token(string link, string token) =>
        NextLink.Read(link, Asked).ShouldBe((token, null));

    [Fact]
    public void A_link_that_is_longer_than_any_is_none() =>
        NextLink.Read($"https://management.azure.com{Path}?$skipToken={new string('a', 20_000)}", Asked).SkipToken.ShouldBeNull();

    [Theory]
    [InlineData("soc(west)_1.a")]
    [InlineData("søk-ärende")]
    public void The_link_may_spell_an_escaped_name_openly(string group)
    {
        var path = Path.Replace("/soc/", "/{0}/", StringComparison.Ordinal);
        var asked = new Uri("https://management.azure.com" + string.Format(null, path, Uri.EscapeDataString(group)));
        NextLink.Read($"https://management.azure.com{string.Format(null, path, group)}?$skipToken=abc", asked).SkipToken.ShouldBe("abc");
    }

    [Theory]
    [InlineData($"https://evil.example{Path}{Query}&$skipToken=abc")]
    [InlineData($"http://management.azure.com{Path}{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com:8443{Path}{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com.{Path}{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com.evil.example{Path}{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com@evil.example{Path}{Query}&$skipToken=abc")]
    [InlineData($"https://user:secret@management.azure.com{Path}{Query}&$skipToken=abc")]
    [InlineData($"//evil.example{Path}{Query}&$skipToken=abc")]
    [InlineData($"{Path}{Query}&$skipToken=abc")]
    [InlineData($@"https://management.azure.com\@evil.example{Path}{Query}&$skipToken=abc")]
    [InlineData($@"\\evil.example{Path}{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com/{Path}{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com{Path}/../alerts{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com{Path}/1{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com/subscriptions/other{Query}&$skipToken=abc")]
    [InlineData($"https://management.azure.com{Path}{Query}&$skipToken=abc&redirect=https://evil.example")]
    [InlineData($"https://management.azure.com{Path}{Query}&$skipToken=abc&$expand=everything")]
    [InlineData($"https://management.azure.com{Path}{Query}&$skipToken=")]
    [InlineData($"https://management.azure.com{Path}{Query}&$skipToken")]
    [InlineData($"https://management.azure.com{Path}{Query}")]
    [InlineData($"https://management.azure.com{Path}")]
    [InlineData("javascript:alert(1)?$skipToken=abc")]
    [InlineData("?")]
    public void Any_other_link_gives_nothing(string link)
    {
        var (token, problem) = NextLink.Read(link, Asked);
        token.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldNotContain("evil");
    }
}
