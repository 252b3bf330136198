using System.Net;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Tests.Properties;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>The comment at the twin that lists an incident's alerts.</summary>
public sealed class AlertTextTests(ITestOutputHelper output)
{
    private static readonly IncidentId Incident = new("123");
    private static readonly Stamp Noon = Sample.At("2026-11-28T12:00:42Z");

    [Fact]
    public void It_says_how_many_there_are_lists_them_newest_first_and_what_they_are_about()
    {
        var newer = Sample.Alert(Sample.Device("m2", "pc-2.contoso.com"), Sample.Url("https://fabrikam.com/x.y"));
        var older = Sample.Alert(Sample.Device(), Sample.User("bob"), Sample.Ip("203.0.113.7"), Sample.Process("a.exe")) with
        {
            Id = "da0", Title = "Older", Severity = "low", Created = Sample.At("2026-11-28T11:00:00Z"),
        };
        Shown(older, newer with { Title = "Newer", ServiceSource = "azureAd" }).ShouldBe("""
            Alerts of this incident in Defender: 2 (1 high), 2026-11-28 12:00 UTC
            High | Newer | azureAd | new | 2026-11-28 11:58 UTC | https://security.microsoft.com/alerts/da1_1
            Low | Older | microsoftDefenderForEndpoint | new | 2026-11-28 11:00 UTC | https://security.microsoft.com/alerts/da1_1
            Hosts: pc-1.contoso.com, pc-2.contoso.com
            Accounts: CONTOSO\alice, CONTOSO\bob
            IPs: 203.0.113.7
            Files: C:\Temp\a.exe
            URLs: hxxps://fabrikam[.]com/x.y
            DefenderAlerts | where IncidentId == "123"
            """);
    }

    [Fact]
    public void Of_163_alerts_it_lists_50_and_says_that_there_are_113_more()
    {
        var lines = Shown([.. Enumerable.Range(0, 163).Select(at => Sample.Alert() with
        {
            Id = $"da{at:000}",
            Title = $"Alert {at}",
            Severity = at % 14 == 0 ? "high" : "low",
            Created = Noon.Back(TimeSpan.FromMinutes(at)),
        })]).Split('\n');
        lines[0].ShouldBe("Alerts of this incident in Defender: 163 (12 high), 2026-11-28 12:00 UTC");
        lines[1..51].Select(line => line.Split(" | ")[1]).ShouldBe(Enumerable.Range(0, 50).Select(at => $"Alert {at}"));
        lines[51..].ShouldBe(["and 113 more", "DefenderAlerts | where IncidentId == \"123\""]);
    }

    [Fact]
    public void Of_70_addresses_it_lists_50() =>
        Shown(Sample.Alert([.. Enumerable.Range(0, 70).Select(at => Sample.Ip($"203.0.113.{at:000}"))])).Split('\n')
            .Single(line => line.StartsWith("IPs:", StringComparison.Ordinal)).ShouldEndWith("203.0.113.049, and 20 more");

    [Fact]
    public void Lists_of_things_are_shortened_before_any_line_goes()
    {
        var lines = Shown(Long(alerts: 50, words: 80, things: 60)).Split('\n');
        lines.Count(line => line.Contains(" | new | ")).ShouldBe(50);
        var urls = lines.Single(line => line.StartsWith("URLs:", StringComparison.Ordinal));
        (urls.Split(", ").Length - 1, urls.Split(", ")[^1]).ShouldSatisfyAllConditions(
            shown => shown.Item1.ShouldBeInRange(1, 49), shown => shown.Item2.ShouldBe($"and {60 - shown.Item1} more"));
    }

    [Fact]
    public void Then_the_oldest_lines_go_and_are_counted()
    {
        var lines = Shown(Long(alerts: 80, words: 250, things: 60)).Split('\n');
        var listed = lines.Count(line => line.Contains(" | new | "));
        listed.ShouldBeInRange(30, 49);
        lines[(1 + listed)..].ShouldBe([$"and {80 - listed} more", "URLs: and 60 more", "DefenderAlerts | where IncidentId == \"123\""]);
    }

    [Fact]
    public void No_line_goes_for_which_there_is_room()
    {
        foreach (var words in Enumerable.Range(150, 100))
        {
            var written = AlertText.Of(Long(alerts: 80, words, things: 0), Incident, Noon).Written;
            var line = written.Split('\n')[1];
            (written.Split('\n').Length - 3 == 50 || written.Length + line.Length + 1 > AlertText.Longest).ShouldBeTrue($"{words}");
        }
    }

    [Fact]
    public void Markup_is_inert_and_no_line_can_be_made_up()
    {
        var alert = Sample.Alert(Sample.User("<b>")) with { Title = "<img src=x>\nHosts: ![x](javascript:y)" };
        var written = AlertText.Of([alert], Incident, Noon).Written;
        written.ShouldContain("| &lt;img src=x&gt;Hosts: !&#91;x&#93;(javascript:y) |");
        written.ShouldContain(@"Accounts: CONTOSO\&lt;b&gt;");
        written.Split('\n').Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("http://fabrikam.com/a.b", "hxxp://fabrikam[.]com/a.b")]
    [InlineData("HTTPS://a.fabrikam.com:8443?x=http://contoso.com", "hxxpS://a[.]fabrikam[.]com:8443?x=hxxp://contoso.com")]
    [InlineData("ftp://fabrikam.com", "ftp[:]//fabrikam[.]com")]
    [InlineData("www.fabrikam.com/http.html", "www[.]fabrikam[.]com/http.html")]
    [InlineData("fabrikam", "fabrikam")]
    public void A_URL_opens_nothing(string url, string shown) => Shown(Sample.Alert(Sample.Url(url))).ShouldContain($"URLs: {shown}\n");

    [Fact]
    public void Nothing_but_what_it_says_moves_its_digest()
    {
        var (file, ip) = (Sample.File("a.exe"), Sample.Ip("203.0.113.7"));
        var digest = AlertText.Of([Sample.Alert(file, ip), Sample.Alert() with { Id = "da2" }], Incident, Noon).Digest;
        AlertText.Of([Sample.Alert() with { Id = "da2" }, Sample.Alert(ip, file, ip) with { Updated = Noon }], Incident, Noon.Back(Day))
            .Digest.ShouldBe(digest);
        AlertText.Of([Sample.Alert(file, ip), Sample.Alert() with { Id = "da2", Status = "resolved" }], Incident, Noon).Digest
            .ShouldNotBe(digest);
    }

    [Fact]
    public void Whatever_stands_in_the_alerts_it_fits_and_ends_with_the_query() =>
        Claim.ForAll(output, Arbitrary.Texts, FsCheck.Fluent.Gen.Choose(1, 60), (text, times) =>
        {
            var words = string.Concat(Enumerable.Repeat(text, times));
            var alert = Sample.Alert(Sample.Url(words), Sample.Url($"a{words}"), Sample.User(words), Sample.File(words), Sample.Ip(words));
            var alerts = Enumerable.Range(0, 53).Select(at => alert with { Id = $"da{at}", Title = words, Status = words });
            var written = AlertText.Of([.. alerts], Incident, Noon).Written;
            return written.Length <= AlertText.Longest
                && written.EndsWith("\nDefenderAlerts | where IncidentId == &quot;123&quot;", StringComparison.Ordinal)
                && !written.AsSpan().ContainsAny('<', '>', '\0');
        });

    private static TimeSpan Day => TimeSpan.FromDays(1);

    private static Alert[] Long(int alerts, int words, int things) => [.. Enumerable.Range(0, alerts).Select(at => Sample.Alert(
        [.. Enumerable.Range(0, at == 0 ? things : 0).Select(one => Sample.Url($"https://fabrikam.com/{one:00}{new string('u', 200)}"))])
        with { Id = $"da{at:000}", Title = new string('t', words), AlertWebUrl = new string('w', words) })];

    private static string Shown(params Alert[] alerts)
    {
        var written = AlertText.Of(alerts, Incident, Noon).Written;
        written.Length.ShouldBeLessThanOrEqualTo(AlertText.Longest);
        return WebUtility.HtmlDecode(written);
    }
}
